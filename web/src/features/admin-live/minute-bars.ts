import { MINUTE_MS } from '@firemeter/functions/contract';

export const groups = ['active', 'completed', 'failed'] as const;
export type Group = (typeof groups)[number];

/** How many requests were made within a minute, by how they stand. */
export interface MinuteBar extends Record<Group, number> {
  readonly startMs: number;
}

/** The minutes up to a time, oldest first, the running one last. */
export function minuteStarts({ nowMs, minutes }: { nowMs: number; minutes: number }): number[] {
  const lastMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  return Array.from({ length: minutes }, (_, index) => lastMs - (minutes - 1 - index) * MINUTE_MS);
}

/** A commit can arrive a little after its time. */
const lateMs = 30_000;

/**
 * Tells whether the counts of a minute no longer change: it is over, and none of its requests was running, neither now
 * nor when it was counted before. The counts of one time are not of one moment: what ends between them may be in none.
 */
export function isSettled(bar: MinuteBar, before: MinuteBar | undefined, nowMs: number): boolean {
  const isOver = nowMs >= bar.startMs + MINUTE_MS + lateMs;
  return isOver && bar.active === 0 && before?.active === 0;
}

export function totalOf({ active, completed, failed }: MinuteBar): number {
  return active + completed + failed;
}
