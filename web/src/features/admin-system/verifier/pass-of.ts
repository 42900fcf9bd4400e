import {
  type Drift,
  driftsStanding,
  isPassEnded,
  type LedgerReport,
  passesOf,
} from '@firemeter/functions/contract';

export interface Pass {
  readonly startedAt: number;
  readonly isEnded: boolean;
  readonly accounts: number;
  readonly activities: number;
  readonly entries: number;
  /** Those that stand: what an earlier pass has found, none takes back before it is through. */
  readonly driftCount: number;
  readonly drifts: readonly Drift[];
}

/** The latest pass, its parts added up, and what is wrong with the books; null when there was none. @param reports newest first */
export function passOf(reports: readonly LedgerReport[]): Pass | null {
  const passes = passesOf(reports);
  const [parts] = passes;
  if (!parts) return null;
  const driftCount = driftsStanding(reports);
  const found = passes.find((pass) => sumOf(pass, (report) => report.driftCount) === driftCount) ?? [];
  return {
    startedAt: Math.min(...parts.map(({ startedAt }) => startedAt)),
    isEnded: isPassEnded(parts),
    accounts: sumOf(parts, ({ accounts }) => accounts),
    activities: sumOf(parts, ({ activities }) => activities),
    entries: sumOf(parts, ({ entries }) => entries),
    driftCount,
    drifts: found.flatMap(({ drifts }) => drifts),
  };
}

function sumOf(parts: readonly LedgerReport[], count: (report: LedgerReport) => number): number {
  return parts.reduce((total, part) => total + count(part), 0);
}
