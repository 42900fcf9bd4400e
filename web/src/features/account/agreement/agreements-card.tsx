import type { NotificationSettings } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useLive } from '#kit/hooks/use-live.ts';
import { usePerson } from '../../../lib/service/session/person.tsx';
import { agreementsSource } from '../../../lib/service/sources/live-sources.ts';
import { dateTimeText } from '../../../lib/texts/format.ts';
import { useNotificationSettings } from '../use-notification-settings.ts';

type Consent = NotificationSettings['marketing'][number];

const agreementPlaces: Readonly<Record<string, string>> = {
  'sign-up': t`when you opened your account`,
  dialog: t`when you were asked`,
};
const consentPlaces: Readonly<Record<Consent['via'], string>> = {
  settings: t`in your settings`,
  link: t`by the link in an e-mail`,
  complaint: t`by reporting an e-mail`,
};

/** Lists what the user has agreed to, with the proof that is kept: when, where and which words. */
export function AgreementsCard() {
  const { uid, isGuest } = usePerson();
  const stored = useLive(isGuest ? null : agreementsSource(uid)).items?.[0]?.value;
  const { stored: settings } = useNotificationSettings();
  const rows = [
    ...(stored?.agreements ?? []).map(({ version, atMs, via, age }) => ({
      key: `terms ${version} ${atMs}`,
      atMs,
      what: t`Terms, version ${version}; at least ${age} years old`,
      where: agreementPlaces[via] ?? '',
    })),
    ...(settings?.marketing ?? []).map(({ isOn, atMs, via, wording }) => ({
      key: `news ${atMs}`,
      atMs,
      what: isOn ? t`News and offers: agreed (wording ${wording})` : t`News and offers: stopped`,
      where: consentPlaces[via],
    })),
  ].toSorted((a, b) => b.atMs - a.atMs);
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="agreements" className="rounded-2xl border border-line bg-surface p-5">
      <h2 id="agreements" className="font-semibold">
        <Trans>What you agreed to</Trans>
      </h2>
      <ul className="mt-2 divide-y divide-line">
        {rows.map(({ key, atMs, what, where }) => (
          <li key={key} className="py-2">
            <p className="text-[0.8125rem]">{what}</p>
            <p className="text-ink-3 text-xs">
              {dateTimeText(atMs)}, {where}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
