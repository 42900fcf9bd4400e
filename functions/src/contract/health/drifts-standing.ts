import type { LedgerReport } from '../documents/drift.ts';

/** The verifier's last part: documents that belong to no account. */
export const STRAYS_PART = 'strays';

type Report = Pick<LedgerReport, 'pass' | 'part' | 'driftCount' | 'startedAt' | 'endedAt'>;

/** Groups reports by their pass, the newest first. @param reports newest first */
export function passesOf<R extends Report>(reports: readonly R[]): (readonly R[])[] {
  const names = [...new Set(reports.map(({ pass }) => pass))];
  return names.map((name) => reports.filter(({ pass }) => pass === name));
}

/** Returns whether a pass has covered all accounts and the documents that belong to none. */
export function isPassEnded(parts: readonly Report[]): boolean {
  return parts.some(({ part, endedAt }) => part === STRAYS_PART && endedAt !== null);
}

/**
 * Returns the number of open drifts: those of the latest complete pass, or of the current one if it has already found
 * more. A pass closes no drift before it is complete.
 * @param reports newest first
 */
export function driftsStanding(reports: readonly Report[]): number {
  const [latest = [], ...earlier] = passesOf(reports);
  const ended = isPassEnded(latest) ? [] : (earlier.find(isPassEnded) ?? []);
  return Math.max(countDrifts(latest), countDrifts(ended));
}

function countDrifts(parts: readonly Report[]): number {
  return parts.reduce((sum, { driftCount }) => sum + driftCount, 0);
}
