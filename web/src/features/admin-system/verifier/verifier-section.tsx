import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ShieldCheck } from 'lucide-react';
import { useLive } from '#kit/hooks/use-live.ts';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { Unread } from '../../../components/controls/unread.tsx';
import { Stat, Stats } from '../../../components/layout/stat.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ledgerReportsSource } from '../../../lib/service/sources/live-sources.ts';
import { dateTimeText, numberText } from '../../../lib/texts/format.ts';
import { Section } from '../section.tsx';
import { DriftList } from './drift-list.tsx';
import { passOf } from './pass-of.ts';

/** What the latest pass over all books has found. */
export function VerifierSection() {
  const { status, items } = useLive(ledgerReportsSource);
  if (!items)
    return (
      <Unread status={status}>
        <Skeleton className="h-48 rounded-2xl" />
      </Unread>
    );
  const pass = passOf(items.map(({ value }) => value));
  return (
    <Section title={t`The books`} aside={pass && sinceText(pass)}>
      {pass ? (
        <>
          <Stats label={t`The latest pass`}>
            <Stat label={t`Accounts`} value={numberText(pass.accounts)} />
            <Stat label={t`Activities`} value={numberText(pass.activities)} />
            <Stat label={t`Ledger entries`} value={numberText(pass.entries)} />
          </Stats>
          {pass.driftCount === 0 ? (
            <p className="mt-4 flex items-center gap-2 font-medium text-ok">
              <ShieldCheck aria-hidden="true" className="size-5" />
              {pass.isEnded ? t`Every invariant holds for every account.` : t`No drift so far.`}
            </p>
          ) : (
            <DriftList drifts={pass.drifts} count={pass.driftCount} />
          )}
        </>
      ) : (
        <EmptyState icon={ShieldCheck} title={t`Not verified yet`}>
          <Trans>The job “verifyLedger” checks every ledger, each night.</Trans>
        </EmptyState>
      )}
    </Section>
  );
}

function sinceText({ startedAt, isEnded }: { startedAt: number; isEnded: boolean }): string {
  return isEnded ? t`Verified ${dateTimeText(startedAt)}` : t`In progress since ${dateTimeText(startedAt)}`;
}
