import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { ShieldCheck } from 'lucide-react';
import { useLive } from '#kit/hooks/use-live.ts';
import { SealFindings } from '../../components/work/seal-findings.tsx';
import { auditVerificationSource } from '../../lib/service/sources/live-sources.ts';
import { dateTimeText } from '../../lib/texts/format.ts';

/** Shows the result of the last verification of the sealed audit log. */
export function SealRow() {
  const { items } = useLive(auditVerificationSource);
  const report = items?.[0]?.value;
  if (!items) return null;
  if (!report) {
    return (
      <p className="mb-4 text-ink-2">
        <Trans>Not verified yet. The job “verifyAudit” holds the log against its seals, each night.</Trans>
      </p>
    );
  }
  const { findings, findingCount, verifiedAt, entries, erased } = report;
  return (
    <section aria-label={t`Seals`} className="mb-4">
      {findingCount > 0 ? (
        <SealFindings findings={findings} count={findingCount} />
      ) : (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2">
          <ShieldCheck aria-hidden="true" className="size-5 shrink-0 text-ok" />
          <span>
            <Plural
              value={entries}
              one="# entry is as it was sealed."
              other="# entries are as they were sealed."
            />{' '}
            {erased > 0 && <Plural value={erased} one="# text was erased." other="# texts were erased." />}
          </span>
        </p>
      )}
      <p className="mt-1 text-ink-3 text-xs">
        <Trans>Verified {dateTimeText(verifiedAt)}</Trans>
      </p>
    </section>
  );
}
