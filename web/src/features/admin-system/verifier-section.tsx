import { type Drift, exactCredits } from '@firemeter/functions/contract';
import { ShieldCheck } from 'lucide-react';
import { EmptyState } from '../../components/empty-state.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Stat, Stats } from '../../components/stat.tsx';
import { dateTimeText } from '../../lib/format.ts';
import { ledgerReportsSource } from '../../lib/live-sources.ts';
import { useLive } from '../../lib/use-live.ts';
import { passOf } from './pass-of.ts';
import { Section } from './section.tsx';

/** What the latest pass over all books has found. */
export function VerifierSection() {
  const { items } = useLive(ledgerReportsSource);
  if (!items) return <Skeleton className="h-48 rounded-2xl" />;
  const pass = passOf(items.map(({ value }) => value));
  return (
    <Section title="The books" aside={pass && sinceText(pass)}>
      {pass ? (
        <>
          <Stats label="The latest pass">
            <Stat label="Accounts" value={pass.accounts.toLocaleString('en-US')} />
            <Stat label="Activities" value={pass.activities.toLocaleString('en-US')} />
            <Stat label="Ledger entries" value={pass.entries.toLocaleString('en-US')} />
          </Stats>
          {pass.driftCount === 0 ? (
            <p className="mt-4 flex items-center gap-2 font-medium text-ok">
              <ShieldCheck aria-hidden="true" className="size-5" />
              {pass.isEnded ? 'Every invariant holds for every account.' : 'No drift so far.'}
            </p>
          ) : (
            <DriftList drifts={pass.drifts} count={pass.driftCount} />
          )}
        </>
      ) : (
        <EmptyState icon={ShieldCheck} title="Not verified yet">
          The job “verifyLedger” holds every account against every invariant, each night.
        </EmptyState>
      )}
    </Section>
  );
}

function sinceText({ startedAt, isEnded }: { startedAt: number; isEnded: boolean }): string {
  return `${isEnded ? 'Verified' : 'Under way since'} ${dateTimeText(startedAt)}`;
}

function DriftList({ drifts, count }: { drifts: readonly Drift[]; count: number }) {
  return (
    <>
      <p className="mt-4 font-medium text-bad">
        {count.toLocaleString('en-US')} {count === 1 ? 'drift' : 'drifts'}. Nothing was changed: look at each
        cause.
      </p>
      <ul
        aria-label="Drifts"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has nothing in it that a key could reach
        tabIndex={0}
        className="mt-3 max-h-[32rem] divide-y divide-line overflow-y-auto rounded-2xl border border-line bg-surface"
      >
        {drifts.map((drift) => (
          <DriftRow key={`${drift.accountId} ${drift.kind} ${drift.subject}`} drift={drift} />
        ))}
      </ul>
      {drifts.length < count && <p className="mt-2 text-ink-3 text-xs">The first {drifts.length} of them.</p>}
    </>
  );
}

function DriftRow({ drift: { kind, accountId, subject, offByMicros, cause } }: { drift: Drift }) {
  return (
    <li className="px-4 py-3 sm:px-5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{kind.replaceAll('-', ' ')}</span>
        {offByMicros !== null && (
          <span className="nums text-bad">
            {offByMicros > 0 ? '+' : ''}
            {exactCredits(offByMicros)} credits
          </span>
        )}
      </p>
      <p className="text-ink-2">{cause}</p>
      <p className="mt-0.5 break-all font-mono text-ink-3 text-xs">
        <bdi>{subject}</bdi> · account <bdi>{accountId}</bdi>
      </p>
    </li>
  );
}
