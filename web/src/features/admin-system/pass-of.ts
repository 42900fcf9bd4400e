import type { Drift, LedgerReport } from '@firemeter/functions/contract';

export interface Pass {
  readonly startedAt: number;
  readonly isEnded: boolean;
  readonly accounts: number;
  readonly activities: number;
  readonly entries: number;
  readonly driftCount: number;
  readonly drifts: readonly Drift[];
}

/** The verifier works on the shards of the accounts, and then on what belongs to no account. */
const LAST_PART = 'strays';

/** The latest pass, its parts added up; null when there was none. @param reports newest first */
export function passOf(reports: readonly LedgerReport[]): Pass | null {
  const [latest] = reports;
  if (!latest) return null;
  const parts = reports.filter(({ pass }) => pass === latest.pass);
  const sum = (count: (report: LedgerReport) => number) =>
    parts.reduce((total, part) => total + count(part), 0);
  return {
    startedAt: Math.min(...parts.map(({ startedAt }) => startedAt)),
    isEnded: parts.some(({ part, endedAt }) => part === LAST_PART && endedAt !== null),
    accounts: sum(({ accounts }) => accounts),
    activities: sum(({ activities }) => activities),
    entries: sum(({ entries }) => entries),
    driftCount: sum(({ driftCount }) => driftCount),
    drifts: parts.flatMap(({ drifts }) => drifts),
  };
}
