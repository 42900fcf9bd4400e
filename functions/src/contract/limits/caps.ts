import { z } from 'zod';
import { AppError } from '../errors.ts';
import { Micros } from '../money/micros.ts';
import { DAY_MS, TimeMs } from '../time.ts';

/** The most credits that an account lets itself spend in a calendar day and month of UTC; null: as many as it has. */
export const Caps = z.strictObject({
  dayMicros: Micros.nullable().default(null),
  monthMicros: Micros.nullable().default(null),
});
export type Caps = z.infer<typeof Caps>;

/** The requested caps. Both are required, so that leaving one out can't lift the existing cap. */
export const WantedCaps = z.strictObject({ dayMicros: Micros.nullable(), monthMicros: Micros.nullable() });

/** Credits held for or charged to the requests of a period, and those of the period before. */
const CountedPeriod = z.strictObject({ startMs: TimeMs, micros: Micros, beforeMicros: Micros });
type CountedPeriod = z.infer<typeof CountedPeriod>;

/**
 * The usage that counts towards the caps. A request belongs to the periods in which it was admitted: its held credits
 * count while it is open, and its charge once it has ended.
 */
export const CapUse = z.strictObject({
  /** Earlier requests do not count, because they weren't tracked. */
  sinceMs: TimeMs,
  day: CountedPeriod,
  month: CountedPeriod,
});
export type CapUse = z.infer<typeof CapUse>;

export const capPeriods = ['day', 'month'] as const;
export type CapPeriod = (typeof capPeriods)[number];

const startOf: Record<CapPeriod, (ms: number) => number> = {
  day: (ms) => ms - (ms % DAY_MS),
  month: (ms) => {
    const date = new Date(ms);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  },
};

/** Returns when the period that a time is in ends. */
export function capPeriodEndMs(period: CapPeriod, ms: number): number {
  if (period === 'day') return startOf.day(ms) + DAY_MS;
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

interface Capped {
  readonly caps?: Caps | null | undefined;
  readonly capUse?: CapUse | null | undefined;
}

/** The time at which a request was admitted, and the time now. */
interface Times {
  readonly atMs: number;
  readonly nowMs: number;
}

/** Returns the usage of a cap in the current period. */
export function capUsedMicros({ capUse }: Capped, period: CapPeriod, nowMs: number): number {
  return capUse ? rolled(capUse[period], period, nowMs).micros : 0;
}

/** The credits that a request may still hold, and the cap that allows the least. */
interface CapLeft {
  readonly leftMicros: number;
  readonly period: CapPeriod | null;
}

/** Returns the credits that the caps leave for a request. */
export function capLeft(account: Capped, { atMs, nowMs }: Times): CapLeft {
  let left: CapLeft = { leftMicros: Number.POSITIVE_INFINITY, period: null };
  for (const period of capPeriods) {
    const maxMicros = account.caps?.[`${period}Micros`] ?? null;
    if (maxMicros === null) continue;
    const usedMicros = account.capUse ? countedAt(account.capUse, period, { atMs, nowMs }) : 0;
    if (usedMicros === null) continue;
    const leftMicros = Math.max(0, maxMicros - usedMicros);
    if (leftMicros < left.leftMicros) left = { leftMicros, period };
  }
  return left;
}

/** The credits that may be held for a request, and the resulting usage of the caps. */
interface CappedHold {
  readonly heldMicros: number;
  readonly capUse: CapUse;
}

/**
 * Lets a request hold as much as the caps allow, up to `mostMicros`. Rejects it if they don't allow `leastMicros`.
 */
export function holdWithinCaps(
  account: Capped,
  { leastMicros, mostMicros, nowMs }: { leastMicros: number; mostMicros: number; nowMs: number },
): CappedHold | AppError {
  const times = { atMs: nowMs, nowMs };
  const { leftMicros, period } = capLeft(account, times);
  const heldMicros = Math.max(leastMicros, Math.min(mostMicros, leftMicros));
  if (heldMicros <= leftMicros) return { heldMicros, capUse: countCapUse(account, heldMicros, times) };
  const reason = period ?? 'day';
  return new AppError('cap-reached', {
    reason,
    capMicros: account.caps?.[`${reason}Micros`] ?? 0,
    leftMicros,
    priceMicros: leastMicros,
    retryAfterMs: capPeriodEndMs(reason, nowMs) - nowMs,
  });
}

/**
 * Adds credits that a request holds, or subtracts returned ones (negative). Never goes below zero: a return may be decided
 * on an account as it was before the hold, and that decision has to reach the commit, whose precondition rejects it.
 */
export function countCapUse(account: Capped, micros: number, times: Times): CapUse {
  const { atMs, nowMs } = times;
  const none = { startMs: 0, micros: 0, beforeMicros: 0 };
  const use = account.capUse ?? { sinceMs: nowMs, day: none, month: none };
  const add = (period: CapPeriod): CountedPeriod => {
    const counted = rolled(use[period], period, nowMs);
    if (atMs < use.sinceMs || atMs < previousStart(counted, period)) return counted;
    return atMs >= counted.startMs
      ? { ...counted, micros: Math.max(0, counted.micros + micros) }
      : { ...counted, beforeMicros: Math.max(0, counted.beforeMicros + micros) };
  };
  return { sinceMs: use.sinceMs, day: add('day'), month: add('month') };
}

/** Returns the usage of the period in which a request was admitted; null: that period is no longer tracked. */
function countedAt(use: CapUse, period: CapPeriod, { atMs, nowMs }: Times): number | null {
  const counted = rolled(use[period], period, nowMs);
  if (atMs >= counted.startMs) return counted.micros;
  return atMs >= previousStart(counted, period) ? counted.beforeMicros : null;
}

/** Moves on to the period of a time. Never goes back: clocks of instances differ, and one that is behind must lose no count. */
function rolled(counted: CountedPeriod, period: CapPeriod, nowMs: number): CountedPeriod {
  const startMs = startOf[period](nowMs);
  if (counted.startMs >= startMs) return counted;
  const isNext = counted.startMs === startOf[period](startMs - 1);
  return { startMs, micros: 0, beforeMicros: isNext ? counted.micros : 0 };
}

function previousStart({ startMs }: CountedPeriod, period: CapPeriod): number {
  return startOf[period](startMs - 1);
}
