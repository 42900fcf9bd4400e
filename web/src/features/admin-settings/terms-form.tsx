import {
  MAX_NOTE_LENGTH,
  MAX_TERMS_NOTICE_MS,
  mayDo,
  standingTerms,
  type TermsDraft,
  type TermsVersion,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { useNow } from '#kit/hooks/use-now.ts';
import { Switch } from '../../components/controls/switch.tsx';
import { Field, inputClass } from '../../components/ui/field.tsx';
import { useServices } from '../../lib/service/services.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { dateText } from '../../lib/texts/format.ts';
import { SettingsCard } from './settings-card.tsx';
import { WithdrawTerms } from './withdraw-terms.tsx';

const usual = { day: '', termsUrl: '', privacyUrl: '', en: '', de: '', requiresAgreement: true };

/** Publishes a version of the terms, and lists the ones before. */
export function TermsForm({ versions }: { versions: readonly TermsVersion[] }) {
  const { client } = useServices();
  const { role } = usePerson();
  const last = standingTerms(versions).at(-1);
  const published = versions.at(-1);
  // Not before the last publication, which the page's clock may not have reached yet.
  const nowMs = Math.max(useNow({ everyMs: 60_000 }), published?.publishedAtMs ?? 0);
  const [typed, setTyped] = useState({
    ...usual,
    ...(last && { termsUrl: last.termsUrl ?? '', privacyUrl: last.privacyUrl ?? '' }),
  });
  const set = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change });
  const isWritten = typed.en.trim() !== '' && typed.de.trim() !== '';
  const isChanged = typed.day !== '' || typed.en !== '' || typed.de !== '';
  const appliesFromMs = Math.max(dayMs(typed.day) ?? nowMs, nowMs);
  const fault = isWritten
    ? faultOf(typed, { appliesFromMs, nowMs, last })
    : t`Say in both languages what changes.`;
  const isRequired = typed.requiresAgreement || !last;
  const terms: TermsDraft = {
    appliesFromMs,
    termsUrl: typed.termsUrl.trim() || null,
    privacyUrl: typed.privacyUrl.trim() || null,
    summary: { en: typed.en.trim(), de: typed.de.trim() },
    requiresAgreement: isRequired,
  };
  const day = dateText(appliesFromMs);
  const effects = [
    t`Everybody with an account is notified in the app and by e-mail.`,
    isRequired
      ? t`From ${day} on, nobody starts new work or buys anything before they agree.`
      : t`It applies from ${day} on, and nobody is asked to agree.`,
  ];
  return (
    <SettingsCard
      title={t`Terms and privacy`}
      about={
        <Trans>
          A version that is published can’t be changed, only withdrawn until it applies. Publish it well
          before that.
        </Trans>
      }
      effects={isChanged ? effects : []}
      fault={isChanged ? fault : null}
      reserved={mayDo(role, 'publish-terms') ? null : t`Only an owner may change these.`}
      intent={JSON.stringify(typed)}
      save={({ requestId, reason }) =>
        client.call('updateTerms', {
          ...{ action: 'publish', requestId, reason, terms },
          baseVersion: published?.version ?? 0,
        })
      }
    >
      <Versions versions={versions} nowMs={nowMs} mayWithdraw={mayDo(role, 'publish-terms')} />
      <Field
        label={t`Applies from`}
        type="date"
        hint={t`Empty: at once. The day begins at 0:00 UTC.`}
        value={typed.day}
        onChange={({ target }) => set({ day: target.value })}
      />
      <Field
        label={t`Address of the terms`}
        type="url"
        hint={t`Empty: the page /terms of this app.`}
        value={typed.termsUrl}
        onChange={({ target }) => set({ termsUrl: target.value })}
      />
      <Field
        label={t`Address of the privacy notice`}
        type="url"
        hint={t`Empty: the terms contain it.`}
        value={typed.privacyUrl}
        onChange={({ target }) => set({ privacyUrl: target.value })}
      />
      <SummaryField label={t`What changes, in English`} value={typed.en} onChange={(en) => set({ en })} />
      <SummaryField label={t`What changes, in German`} value={typed.de} onChange={(de) => set({ de })} />
      <div className="flex items-center justify-between gap-4">
        <span aria-hidden="true">
          <Trans>Ask everybody to agree</Trans>
        </span>
        <Switch
          label={t`Ask everybody to agree`}
          checked={isRequired}
          disabled={!last}
          onChange={(requiresAgreement) => set({ requiresAgreement })}
        />
      </div>
    </SettingsCard>
  );
}

interface VersionsProps {
  versions: readonly TermsVersion[];
  nowMs: number;
  mayWithdraw: boolean;
}

function Versions({ versions, nowMs, mayWithdraw }: VersionsProps) {
  if (versions.length === 0) {
    return (
      <p className="text-ink-2 text-[0.8125rem]">
        <Trans>No version is published, so nobody is asked to agree to anything.</Trans>
      </p>
    );
  }
  return (
    <ul aria-label={t`Versions`} className="divide-y divide-line text-[0.8125rem]">
      {shownOf(versions, nowMs).map(({ version, appliesFromMs, withdrawnAtMs }) => (
        <li key={version} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-1.5">
          <span className="me-auto">
            <Trans>Version {version}</Trans>
          </span>
          <span className="text-ink-2">
            {withdrawnAtMs !== undefined ? (
              <Trans>withdrawn on {dateText(withdrawnAtMs)}</Trans>
            ) : appliesFromMs <= nowMs ? (
              <Trans>since {dateText(appliesFromMs)}</Trans>
            ) : (
              <Trans>from {dateText(appliesFromMs)} on</Trans>
            )}
          </span>
          {mayWithdraw && withdrawnAtMs === undefined && appliesFromMs > nowMs && (
            <WithdrawTerms version={version} appliesFromMs={appliesFromMs} />
          )}
        </li>
      ))}
    </ul>
  );
}

/** Returns the last three versions, and all that can still be withdrawn. */
function shownOf(versions: readonly TermsVersion[], nowMs: number): TermsVersion[] {
  return versions.filter(
    ({ appliesFromMs, withdrawnAtMs }, index) =>
      index >= versions.length - 3 || (appliesFromMs > nowMs && withdrawnAtMs === undefined),
  );
}

interface SummaryFieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
}

function SummaryField({ label, value, onChange }: SummaryFieldProps) {
  const id = useId();
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="block font-medium text-[0.8125rem]">
        {label}
      </label>
      <textarea
        id={id}
        rows={3}
        dir="auto"
        maxLength={MAX_NOTE_LENGTH}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        className={`${inputClass} py-2`}
      />
    </div>
  );
}

interface Times extends Pick<TermsDraft, 'appliesFromMs'> {
  nowMs: number;
  last: TermsVersion | undefined;
}

function faultOf(typed: typeof usual, { appliesFromMs, nowMs, last }: Times): string | null {
  if (![typed.termsUrl, typed.privacyUrl].every(isAddress))
    return t`Enter addresses that begin with https://.`;
  if (last && appliesFromMs < last.appliesFromMs)
    return t`Version ${last.version} applies later. Choose its day or a later one.`;
  return appliesFromMs > nowMs + MAX_TERMS_NOTICE_MS ? t`Choose a day within a year.` : null;
}

function isAddress(text: string): boolean {
  return text.trim() === '' || (URL.canParse(text.trim()) && new URL(text.trim()).protocol === 'https:');
}

function dayMs(day: string): number | null {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(ms) ? null : ms;
}
