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

/** Whether the counts of a minute can still change: it is running, or some of its requests are. */
export function isSettled({ startMs, active }: MinuteBar, nowMs: number): boolean {
  return active === 0 && nowMs >= startMs + MINUTE_MS + lateMs;
}

export function totalOf({ active, completed, failed }: MinuteBar): number {
  return active + completed + failed;
}
