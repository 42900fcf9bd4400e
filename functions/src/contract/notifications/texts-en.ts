import type { NotificationTexts } from './notification-text.ts';

const topUpStops: Readonly<Record<string, string>> = {
  declined: 'Your card was declined.',
  'authentication-required': 'Your bank wants you to confirm the payment.',
  'no-card': 'There is no saved card.',
  'no-pack': 'The pack is no longer sold.',
};

/** The texts of notifications in English. */
export const english: NotificationTexts = {
  receipt: ({ label, amountCents, currency, taxCents, micros, paidAtMs, paymentId, via }, f) => ({
    title: `Receipt for ${label}`,
    text:
      via === 'subscription'
        ? `You paid ${f.money(amountCents, currency)} for your plan ${label}. Thank you.`
        : `You paid ${f.money(amountCents, currency)} for ${label}. ${f.credits(micros)} credits are in your account. Thank you.`,
    action: 'View payment',
    rows: [
      [label, f.money(amountCents - (taxCents ?? 0), currency)],
      ...(taxCents ? ([['Tax', f.money(taxCents, currency)]] as const) : []),
      ['Total', f.money(amountCents, currency), 'total'],
      ['Credits', f.credits(micros)],
      ['Paid on', f.day(paidAtMs)],
      ['Payment', paymentId],
    ],
  }),
  'payment-failed': ({ label, amountCents, currency, via }, f) => ({
    title: via === 'subscription' ? `Your plan ${label} could not be renewed` : 'Your top-up failed',
    text: `The payment of ${f.money(amountCents, currency)} failed. Check your card, so that your work can continue.`,
    action: 'Check card',
  }),
  'payment-refunded': ({ label, amountCents, currency }, f) => ({
    title: `Refund for ${label}`,
    text: `${f.money(amountCents, currency)} goes back to you. It arrives within ten days, depending on your bank.`,
    action: 'View payment',
  }),
  'payment-disputed': ({ label, amountCents, currency }, f) => ({
    title: `Your payment for ${label} is disputed`,
    text: `Your bank is reviewing the payment of ${f.money(amountCents, currency)}. Its credits can’t be spent until the bank decides.`,
    action: 'View payment',
  }),
  'top-up-stopped': ({ why }) => ({
    title: 'Automatic top-up was turned off',
    text: `${topUpStops[why] ?? 'The last charge could not be completed.'} Nothing more is charged automatically until you turn it on again.`,
    action: 'Check top-up',
  }),
  'plan-started': ({ label }) => ({
    title: `Your plan ${label} has started`,
    text: 'Its credits are added to your account each month, for as long as the plan runs.',
    action: 'View plan',
  }),
  'plan-cancelled': ({ label, endsAtMs }, f) => ({
    title: `Your plan ${label} is cancelled`,
    text:
      endsAtMs === null
        ? 'It ends with the period that you have paid for. You can resume it until then.'
        : `It ends on ${f.day(endsAtMs)}. You can resume it until then.`,
    action: 'View plan',
  }),
  'plan-ended': ({ label }) => ({
    title: `Your plan ${label} has ended`,
    text: 'You are not charged for it any more.',
    action: 'View plans',
  }),
  'plan-renews': ({ label, renewsAtMs, amountCents, currency }, f) => ({
    title: `Your plan ${label} renews soon`,
    text: `It renews on ${f.day(renewsAtMs)} for ${f.money(amountCents, currency)}. You can change or cancel it until then.`,
    action: 'View plan',
  }),
  'account-suspended': () => ({
    title: 'Your account is suspended',
    text: 'Requests are rejected and plans are paused meanwhile. Your credits don’t expire. You can appeal on your account page.',
    action: 'View account',
  }),
  'suspension-upheld': () => ({
    title: 'Your appeal was decided: your account stays suspended',
    text: 'Your account page says why. Your credits don’t expire. You can still export your data or delete your account.',
    action: 'Read the decision',
  }),
  'account-reinstated': () => ({
    title: 'Your account is active again',
    text: 'You can use your credits again.',
    action: 'View account',
  }),
  'sessions-ended': () => ({
    title: 'You were signed out everywhere',
    text: 'Our staff ended all your sign-ins. If you did not ask for this, change your password.',
    action: 'View account',
  }),
  'role-changed': ({ role }) => ({
    title: role === null ? 'Your staff role was taken away' : `Your staff role is now ${role}`,
    text: 'If you did not expect this, tell an owner.',
    action: 'View account',
  }),
  'terms-changed': ({ appliesFromMs, requiresAgreement, en }, f) => ({
    title: 'Our terms are changing',
    text: `New terms apply from ${f.day(appliesFromMs)} on. ${en}${requiresAgreement ? ' The app asks you to agree to them.' : ''}`,
    action: 'View account',
  }),
  'prices-changed': ({ en, noteEn }) => ({
    title: 'Prices have gone up',
    text: `These cost more now: ${en}.${noteEn === null ? '' : ` ${noteEn}`} You see the price before each request.`,
    action: 'View prices',
  }),
  'credits-low': ({ balanceMicros }, f) => ({
    title: 'Your credits are running low',
    text: `You have ${f.credits(balanceMicros)} credits left.`,
    action: 'Get credits',
  }),
  'cap-reached': ({ period, usedMicros, maxMicros, label }, f) => ({
    title: `Your ${period === 'day' ? 'daily' : 'monthly'} cap${label === null ? '' : ` for “${label}”`} is nearly reached`,
    text: `You have used ${f.credits(usedMicros)} of ${f.credits(maxMicros)} credits that you let ${label === null ? 'your account' : `“${label}”`} spend.`,
    action: 'View caps',
  }),
  'credits-expiring': ({ micros, expiresAtMs }, f) => ({
    title: 'Some of your credits expire soon',
    text: `${f.credits(micros)} credits expire on ${f.day(expiresAtMs)}.`,
    action: 'View credits',
  }),
  'credits-granted': ({ micros }, f) => ({
    title: 'You received credits',
    text: `${f.credits(micros)} credits were added to your account.`,
    action: 'View credits',
  }),
  'work-finished': ({ operation, micros }, f) => ({
    title: 'Your work is finished',
    text: `Your ${operation} is ready. It cost ${f.credits(micros)} credits.`,
    action: 'View result',
  }),
  'work-failed': ({ operation, returnedMicros }, f) => ({
    title: 'Your work failed',
    text:
      returnedMicros > 0
        ? `Your ${operation} could not be finished. ${f.credits(returnedMicros)} credits are back in your balance.`
        : `Your ${operation} could not be finished.`,
    action: 'See why',
  }),
  'reel-finished': ({ title, micros }, f) => ({
    title: 'Your reel is finished',
    text: `${title === null ? 'Your reel' : `“${title}”`} is ready. It cost ${f.credits(micros)} credits.`,
    action: 'View reel',
  }),
  'reel-stopped': ({ title }) => ({
    title: 'Your reel has stopped',
    text: `A step of ${title === null ? 'your reel' : `“${title}”`} failed and was not charged. You can resume from there.`,
    action: 'Resume reel',
  }),
  'pack-offer': ({ purchases }) => ({
    title: 'A larger pack costs less per credit',
    text: `You bought ${purchases} packs within 30 days. Compare what a credit costs in larger packs and in plans.`,
    action: 'Compare packs',
  }),
};
