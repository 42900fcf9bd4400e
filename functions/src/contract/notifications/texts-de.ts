import type { NotificationTexts } from './notification-text.ts';

const topUpStops: Readonly<Record<string, string>> = {
  declined: 'Ihre Karte wurde abgelehnt.',
  'authentication-required': 'Ihre Bank möchte, dass Sie die Zahlung bestätigen.',
  'no-card': 'Es ist keine Karte gespeichert.',
  'no-pack': 'Das Paket wird nicht mehr verkauft.',
};

const roles: Readonly<Record<string, string>> = {
  analyst: 'Analyst',
  support: 'Support',
  admin: 'Admin',
  owner: 'Owner',
};

/** The texts of notifications in German. */
export const german: NotificationTexts = {
  receipt: ({ label, amountCents, currency, taxCents, micros, paidAtMs, paymentId, via }, f) => ({
    title: `Beleg für ${label}`,
    text:
      via === 'subscription'
        ? `Sie haben ${f.money(amountCents, currency)} für Ihren Tarif ${label} bezahlt. Vielen Dank.`
        : `Sie haben ${f.money(amountCents, currency)} für ${label} bezahlt. ${f.credits(micros)} Credits sind auf Ihrem Konto. Vielen Dank.`,
    action: 'Zahlung ansehen',
    rows: [
      [label, f.money(amountCents - (taxCents ?? 0), currency)],
      ...(taxCents ? ([['Steuer', f.money(taxCents, currency)]] as const) : []),
      ['Summe', f.money(amountCents, currency), 'total'],
      ['Credits', f.credits(micros)],
      ['Bezahlt am', f.day(paidAtMs)],
      ['Zahlung', paymentId],
    ],
  }),
  'payment-failed': ({ label, amountCents, currency, via }, f) => ({
    title:
      via === 'subscription'
        ? `Ihr Tarif ${label} konnte nicht verlängert werden`
        : 'Ihre Aufladung ist fehlgeschlagen',
    text: `Die Zahlung von ${f.money(amountCents, currency)} ist fehlgeschlagen. Prüfen Sie Ihre Karte, damit Sie weiterarbeiten können.`,
    action: 'Karte prüfen',
  }),
  'payment-refunded': ({ label, amountCents, currency }, f) => ({
    title: `Erstattung für ${label}`,
    text: `Sie erhalten ${f.money(amountCents, currency)} zurück. Je nach Bank ist der Betrag innerhalb von zehn Tagen da.`,
    action: 'Zahlung ansehen',
  }),
  'payment-disputed': ({ label, amountCents, currency }, f) => ({
    title: `Ihre Zahlung für ${label} wird angefochten`,
    text: `Ihre Bank prüft die Zahlung von ${f.money(amountCents, currency)}. Die Credits daraus lassen sich erst nach ihrer Entscheidung ausgeben.`,
    action: 'Zahlung ansehen',
  }),
  'top-up-stopped': ({ why }) => ({
    title: 'Die automatische Aufladung wurde ausgeschaltet',
    text: `${topUpStops[why] ?? 'Die letzte Zahlung konnte nicht abgeschlossen werden.'} Bis Sie sie wieder einschalten, wird nichts automatisch abgebucht.`,
    action: 'Aufladung prüfen',
  }),
  'plan-started': ({ label }) => ({
    title: `Ihr Tarif ${label} hat begonnen`,
    text: 'Solange der Tarif läuft, kommen seine Credits jeden Monat auf Ihr Konto.',
    action: 'Tarif ansehen',
  }),
  'plan-cancelled': ({ label, endsAtMs }, f) => ({
    title: `Ihr Tarif ${label} ist gekündigt`,
    text:
      endsAtMs === null
        ? 'Er endet mit dem bezahlten Zeitraum. Bis dahin können Sie ihn fortsetzen.'
        : `Er endet am ${f.day(endsAtMs)}. Bis dahin können Sie ihn fortsetzen.`,
    action: 'Tarif ansehen',
  }),
  'plan-ended': ({ label }) => ({
    title: `Ihr Tarif ${label} ist beendet`,
    text: 'Er wird Ihnen nicht mehr berechnet.',
    action: 'Tarife ansehen',
  }),
  'plan-renews': ({ label, renewsAtMs, amountCents, currency }, f) => ({
    title: `Ihr Tarif ${label} verlängert sich bald`,
    text: `Er verlängert sich am ${f.day(renewsAtMs)} für ${f.money(amountCents, currency)}. Bis dahin können Sie ihn ändern oder kündigen.`,
    action: 'Tarif ansehen',
  }),
  'account-suspended': () => ({
    title: 'Ihr Konto ist gesperrt',
    text: 'Anfragen werden solange abgelehnt, Tarife ruhen, und Ihre Credits verfallen nicht. Auf Ihrer Kontoseite können Sie Einspruch einlegen.',
    action: 'Konto ansehen',
  }),
  'suspension-upheld': () => ({
    title: 'Über Ihren Einspruch wurde entschieden: Ihr Konto bleibt gesperrt',
    text: 'Auf Ihrer Kontoseite steht, warum. Ihre Credits verfallen nicht. Sie können weiterhin Ihre Daten exportieren oder Ihr Konto löschen.',
    action: 'Entscheidung lesen',
  }),
  'account-reinstated': () => ({
    title: 'Ihr Konto ist wieder frei',
    text: 'Sie können Ihre Credits wieder verwenden.',
    action: 'Konto ansehen',
  }),
  'sessions-ended': () => ({
    title: 'Sie wurden überall abgemeldet',
    text: 'Unser Team hat alle Ihre Anmeldungen beendet. Wenn Sie nicht darum gebeten haben, ändern Sie Ihr Passwort.',
    action: 'Konto ansehen',
  }),
  'role-changed': ({ role }) => ({
    title:
      role === null
        ? 'Ihre Rolle im Team wurde entzogen'
        : `Ihre Rolle im Team ist jetzt ${roles[role] ?? role}`,
    text: 'Wenn Sie das nicht erwartet haben, wenden Sie sich an einen Owner.',
    action: 'Konto ansehen',
  }),
  'terms-changed': ({ appliesFromMs, requiresAgreement, de }, f) => ({
    title: 'Unsere Nutzungsbedingungen ändern sich',
    text: `Ab dem ${f.day(appliesFromMs)} gelten neue Nutzungsbedingungen. ${de}${requiresAgreement ? ' Die App bittet Sie dann um Ihre Zustimmung.' : ''}`,
    action: 'Konto ansehen',
  }),
  'prices-changed': ({ de, noteDe }) => ({
    title: 'Preise sind gestiegen',
    text: `Das kostet jetzt mehr: ${de}.${noteDe === null ? '' : ` ${noteDe}`} Vor jeder Anfrage sehen Sie den Preis.`,
    action: 'Preise ansehen',
  }),
  'credits-low': ({ balanceMicros }, f) => ({
    title: 'Ihre Credits werden knapp',
    text: `Sie haben noch ${f.credits(balanceMicros)} Credits.`,
    action: 'Credits kaufen',
  }),
  'cap-reached': ({ period, usedMicros, maxMicros, label }, f) => ({
    title: `Ihre Obergrenze ${label === null ? '' : `von „${label}“ `}für ${period === 'day' ? 'heute' : 'diesen Monat'} ist fast erreicht`,
    text: `Sie haben ${f.credits(usedMicros)} von ${f.credits(maxMicros)} Credits verbraucht, die Sie ${label === null ? 'Ihrem Konto' : `„${label}“`} erlauben.`,
    action: 'Obergrenzen ansehen',
  }),
  'credits-expiring': ({ micros, expiresAtMs }, f) => ({
    title: 'Einige Ihrer Credits verfallen bald',
    text: `${f.credits(micros)} Credits verfallen am ${f.day(expiresAtMs)}.`,
    action: 'Credits ansehen',
  }),
  'credits-granted': ({ micros }, f) => ({
    title: 'Sie haben Credits erhalten',
    text: `${f.credits(micros)} Credits wurden Ihrem Konto gutgeschrieben.`,
    action: 'Credits ansehen',
  }),
  'work-finished': ({ operation, micros }, f) => ({
    title: 'Ihr Auftrag ist fertig',
    text: `Das Ergebnis (${operation}) liegt bereit. Es hat ${f.credits(micros)} Credits gekostet.`,
    action: 'Ergebnis ansehen',
  }),
  'work-failed': ({ operation, returnedMicros }, f) => ({
    title: 'Ihr Auftrag ist gescheitert',
    text:
      returnedMicros > 0
        ? `Ihr Auftrag (${operation}) konnte nicht beendet werden. ${f.credits(returnedMicros)} Credits sind wieder in Ihrem Guthaben.`
        : `Ihr Auftrag (${operation}) konnte nicht beendet werden.`,
    action: 'Grund ansehen',
  }),
  'reel-finished': ({ title, micros }, f) => ({
    title: 'Ihr Reel ist fertig',
    text: `${title === null ? 'Ihr Reel' : `„${title}“`} liegt bereit. Es hat ${f.credits(micros)} Credits gekostet.`,
    action: 'Reel ansehen',
  }),
  'reel-stopped': ({ title }) => ({
    title: 'Ihr Reel ist angehalten',
    text: `Ein Schritt ${title === null ? 'Ihres Reels' : `von „${title}“`} ist gescheitert und wurde nicht berechnet. Sie können dort fortsetzen.`,
    action: 'Reel fortsetzen',
  }),
  'pack-offer': ({ purchases }) => ({
    title: 'In größeren Paketen kosten Credits weniger',
    text: `Sie haben in 30 Tagen ${purchases} Pakete gekauft. Vergleichen Sie, was ein Credit in größeren Paketen und in Tarifen kostet.`,
    action: 'Pakete vergleichen',
  }),
};
