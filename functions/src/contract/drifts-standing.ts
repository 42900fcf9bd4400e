import type { LedgerReport } from './documents.ts';

/** The verifier works on the shards of the accounts, and then on what belongs to no account. */
export const STRAYS_PART = 'strays';

type Report = Pick<LedgerReport, 'pass' | 'part' | 'driftCount' | 'startedAt' | 'endedAt'>;

/** Returns reports by their pass, the newest first. @param reports newest first */
export function passesOf<R extends Report>(reports: readonly R[]): (readonly R[])[] {
  const names = [...new Set(reports.map(({ pass }) => pass))];
  return names.map((name) => reports.filter(({ pass }) => pass === name));
}

/** Whether a pass has been through all accounts and what belongs to none. */
export function isPassEnded(parts: readonly Report[]): boolean {
  return parts.some(({ part, endedAt }) => part === STRAYS_PART && endedAt !== null);
}

/**
 * Returns how many drifts stand: those that the latest whole pass has found, or the one under way if it has found more
 * already. A pass takes nothing back before it has been through. @param reports newest first
 */
export function driftsStanding(reports: readonly Report[]): number {
  const [latest = [], ...earlier] = passesOf(reports);
  const ended = isPassEnded(latest) ? [] : (earlier.find(isPassEnded) ?? []);
  return Math.max(countDrifts(latest), countDrifts(ended));
}

function countDrifts(parts: readonly Report[]): number {
  return parts.reduce((sum, { driftCount }) => sum + driftCount, 0);
}
