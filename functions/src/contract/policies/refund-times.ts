import { z } from 'zod';
import { type Activity, hasFailed } from '../documents/activity.ts';
import type { ErrorCode } from '../errors.ts';
import { operatorFaults } from '../generation/failure.ts';
import { bucketOf, percentileMs } from '../insight/quantile-sketch.ts';
import { Micros } from '../money/micros.ts';
import { schemaVersion } from '../store/stored-document.ts';
import { DAY_MS, Time, TimeMs } from '../time.ts';

/** `system_config/refund-times`: how long credits took to come back. Everyone can read it. */
export const REFUND_TIMES_CONFIG = 'refund-times';

/** The time that the figures cover. */
export const REFUND_DAYS = 30;

const RefundDay = z.strictObject({
  /** The day of UTC, in days since 1970. */
  day: z.int().min(0),
  /** Counts by duration: see `percentileMs`. */
  took: z.record(z.string(), z.int()),
  worstMs: z.int().min(0),
});

export const RefundTimes = z.strictObject({
  schemaVersion,
  /** Every failure that was recorded before this is counted, by the store's clock. */
  throughMs: TimeMs,
  /** Oldest first, at most 30. */
  days: z.array(RefundDay),
  /** The goodwill credits of a calendar month of UTC, such as `2026-11`. */
  goodwill: z.strictObject({ month: z.string(), micros: Micros, grants: z.int().min(0) }),
  updatedAt: Time,
});
export type RefundTimes = z.infer<typeof RefundTimes>;

export interface RefundFigures {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
}

const [MEDIAN, P99] = [0.5, 0.99];

/** Returns how long credits took to come back in the last 30 days; null: nothing failed. Percentiles are at most 1% off. */
export function refundFigures({ days }: Pick<RefundTimes, 'days'>, nowMs: number): RefundFigures | null {
  const took: Record<string, number> = {};
  const recent = days.filter(({ day }) => day > dayOf(nowMs) - REFUND_DAYS);
  for (const one of recent) {
    for (const [bucket, count] of Object.entries(one.took)) took[bucket] = (took[bucket] ?? 0) + count;
  }
  const worstMs = Math.max(0, ...recent.map((one) => one.worstMs));
  const [p50Ms, p99Ms] = [percentileMs(took, MEDIAN), percentileMs(took, P99)];
  if (p50Ms === null || p99Ms === null) return null;
  const count = Object.values(took).reduce((sum, one) => sum + one, 0);
  return { count, p50Ms: Math.min(p50Ms, worstMs), p99Ms: Math.min(p99Ms, worstMs), worstMs };
}

/** Adds a failure to the figures. */
export function countRefund(
  days: RefundTimes['days'],
  { atMs, tookMs }: { readonly atMs: number; readonly tookMs: number },
): RefundTimes['days'] {
  const day = dayOf(atMs);
  const bucket = bucketOf(tookMs);
  const was = days.find((one) => one.day === day) ?? { day, took: {}, worstMs: 0 };
  const took = { ...was.took, [bucket]: (was.took[bucket] ?? 0) + 1 };
  const counted = { ...was, took, worstMs: Math.max(was.worstMs, tookMs) };
  const others = days.filter((one) => one.day !== day);
  return [...others, counted].sort((a, b) => a.day - b.day).slice(-REFUND_DAYS);
}

/** Returns how long the credits of failed work took to come back; null: nothing failed or came back, or its app ran it. */
export function refundTookMs(activity: Activity): number | null {
  const { runBy, guestAddress, heldMicros, capturedMicros, failedAt, recordedAt } = activity;
  if (!hasFailed(activity) || runBy === 'client' || guestAddress !== null) return null;
  if (heldMicros <= capturedMicros) return null;
  // Instances' clocks may be ahead of the store's.
  return failedAt === undefined || recordedAt === null ? null : Math.max(0, recordedAt - failedAt);
}

/** Turning an operation off, and load, end work too. They show no fault, so no alert counts them. */
const serverFaults: ReadonlySet<ErrorCode> = new Set([...operatorFaults, 'operation-disabled', 'busy']);

/** Returns whether work failed by a fault of the operator's side, and not by what was requested. */
export function isServerFault({ failure }: Pick<Activity, 'failure'>): boolean {
  return failure !== null && serverFaults.has(failure.code);
}

/** The reason of a grant of goodwill credits. Pages show it in the reader's language. */
export const GOODWILL_REASON = 'Goodwill: credits came back late';

/** Returns the id of the goodwill entry of an activity, of which there is at most one. */
export function goodwillEntryId(activityId: string): string {
  return `goodwill-${activityId}`;
}

/** Returns the goodwill credits for one late refund, within what is left of both monthly maximums. */
export function goodwillMicros(
  promise: { goodwillMicros: number; accountMonthlyMicros: number; monthlyMicros: number },
  granted: { readonly accountMicros: number; readonly allMicros: number },
): number {
  const leftMicros = Math.min(
    promise.accountMonthlyMicros - granted.accountMicros,
    promise.monthlyMicros - granted.allMicros,
  );
  return Math.max(0, Math.min(promise.goodwillMicros, leftMicros));
}

function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS);
}
