import type { Drift } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { ShieldCheck } from 'lucide-react';
import { EmptyState } from '../../components/empty-state.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Stat, Stats } from '../../components/stat.tsx';
import { dateTimeText, exactCredits, numberText } from '../../lib/format.ts';
import { ledgerReportsSource } from '../../lib/live-sources.ts';
import { useLive } from '../../lib/use-live.ts';
import { driftText } from './drift-texts.ts';
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

function DriftList({ drifts, count }: { drifts: readonly Drift[]; count: number }) {
  return (
    <>
      <p className="mt-4 font-medium text-bad">
        <Trans>
          <Plural value={count} one="# drift" other="# drifts" />. Nothing was changed: look at each cause.
        </Trans>
      </p>
      <ul
        aria-label={t`Drifts`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has nothing in it that a key could reach
        tabIndex={0}
        className="mt-3 max-h-[32rem] divide-y divide-line overflow-y-auto rounded-2xl border border-line bg-surface"
      >
        {drifts.map((drift) => (
          <DriftRow key={`${drift.accountId} ${drift.kind} ${drift.subject}`} drift={drift} />
        ))}
      </ul>
      {drifts.length < count && (
        <p className="mt-2 text-ink-3 text-xs">
          <Trans>The first {drifts.length} of them.</Trans>
        </p>
      )}
    </>
  );
}

function DriftRow({ drift: { kind, accountId, subject, offByMicros, cause } }: { drift: Drift }) {
  return (
    <li className="px-4 py-3 sm:px-5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{driftText(kind)}</span>
        {offByMicros !== null && (
          <span className="nums text-bad">
            {offByMicros > 0 ? '+' : ''}
            <Trans>{exactCredits(offByMicros)} credits</Trans>
          </span>
        )}
      </p>
      <p className="text-ink-2">{cause}</p>
      <p className="mt-0.5 break-all font-mono text-ink-3 text-xs">
        <Trans>
          <bdi>{subject}</bdi> · account <bdi>{accountId}</bdi>
        </Trans>
      </p>
    </li>
  );
}
