import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ShieldCheck } from 'lucide-react';
import { useLive } from '#kit/hooks/use-live.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Stat, Stats } from '../../components/stat.tsx';
import { dateTimeText, numberText } from '../../lib/format.ts';
import { ledgerReportsSource } from '../../lib/live-sources.ts';
import { DriftList } from './drift-list.tsx';
import { passOf } from './pass-of.ts';
import { Section } from './section.tsx';

/** What the latest pass over all books has found. */
export function VerifierSection() {
  const { items } = useLive(ledgerReportsSource);
  if (!items) return <Skeleton className="h-48 rounded-2xl" />;
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
