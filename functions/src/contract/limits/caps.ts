import { z } from 'zod';
import { AppError } from '../errors.ts';
import { Micros } from '../money/micros.ts';
import { personal } from '../store/personal.ts';
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

/** The most labels that can have a cap: they are stored in the account. */
export const MAX_LABEL_CAPS = 20;

/** The caps of the requests with a label, and the usage since they were set. */
export const LabelCap = Caps.extend({ label: personal(z.string()), use: CapUse });
export type LabelCap = z.infer<typeof LabelCap>;

export const capPeriods = ['day', 'month'] as const;
export type CapPeriod = (typeof capPeriods)[number];

const startOf: Record<CapPeriod, (ms: number) => number> = {
  day: (ms) => ms - (ms % DAY_MS),
  month: (ms) => {
    const date = new Date(ms);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  },
};

/** Returns when the period that a time is in begins. */
export function capPeriodStartMs(period: CapPeriod, ms: number): number {
  return startOf[period](ms);
}

/** Returns when the period that a time is in ends. */
export function capPeriodEndMs(period: CapPeriod, ms: number): number {
  if (period === 'day') return startOf.day(ms) + DAY_MS;
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

interface Capped {
  readonly caps?: Caps | null | undefined;
  readonly capUse?: CapUse | null | undefined;
  readonly labelCaps?: readonly LabelCap[] | undefined;
}

/** A request, as far as caps concern it, and the time now. */
interface CappedRequest {
  readonly request: { readonly createdAt: number; readonly label?: string | undefined };
  readonly nowMs: number;
}

/** The usage of an account's caps, and of those of its labels. */
type Counted = { readonly capUse: CapUse; readonly labelCaps?: LabelCap[] };

/** Returns the usage of a cap in the current period. */
export function capUsedMicros({ capUse }: Pick<Capped, 'capUse'>, period: CapPeriod, nowMs: number): number {
  return capUse ? rolled(capUse[period], period, nowMs).micros : 0;
}

/** A cap of an account or of a label, and its usage in the current period. */
export interface CapState {
  /** Null for the caps of the whole account. */
  readonly label: string | null;
  readonly period: CapPeriod;
  readonly maxMicros: number;
  readonly usedMicros: number;
  readonly endsAtMs: number;
}

/** Lists the caps of an account and then those of its labels, with their usage in the current period. */
export function listCaps({ caps, capUse, labelCaps = [] }: Capped, nowMs: number): CapState[] {
  const all = [{ ...caps, label: null, use: capUse }, ...labelCaps];
  return all.flatMap(({ label, use, ...limits }) =>
    capPeriods.flatMap((period) => {
      const maxMicros = limits[`${period}Micros`] ?? null;
      if (maxMicros === null) return [];
      const usedMicros = capUsedMicros({ capUse: use }, period, nowMs);
      return [{ label, period, maxMicros, usedMicros, endsAtMs: capPeriodEndMs(period, nowMs) }];
    }),
  );
}

/**
 * Returns the change that sets the caps of an account, or those of a label; null or no cap at all removes them. A label
 * keeps its usage. The usage of a new one starts after everything that was decided before: at `sinceMs`.
 */
export function changeCaps(
  { labelCaps = [] }: Capped,
  { caps, label }: { readonly caps: Caps | null; readonly label?: string | undefined },
  sinceMs: number,
): Pick<Capped, 'caps'> | { labelCaps: LabelCap[] } | AppError {
  const isNone = caps === null || (caps.dayMicros === null && caps.monthMicros === null);
  if (label === undefined) return { caps: isNone ? null : caps };
  const others = labelCaps.filter((one) => one.label !== label);
  if (isNone) return { labelCaps: others };
  if (others.length >= MAX_LABEL_CAPS) {
    return new AppError('invalid-argument', { reason: 'too-many-label-caps', max: MAX_LABEL_CAPS });
  }
  const set = labelCaps.find((one) => one.label === label) ?? {
    label,
    use: { sinceMs, day: NONE, month: NONE },
  };
  const next = { ...set, ...caps };
  return { labelCaps: [...others, next].sort((a, b) => (a.label < b.label ? -1 : 1)) };
}

/** The credits that a request may still hold, and the cap that allows the least. */
interface CapLeft {
  readonly leftMicros: number;
  readonly capMicros: number;
  readonly period: CapPeriod;
  readonly isOfLabel: boolean;
}

/** Returns the credits that the caps of an account, and of a request's label, leave for the request. */
export function capLeft(account: Capped, { request, nowMs }: CappedRequest): CapLeft {
  const times = { atMs: request.createdAt, nowMs };
  const none = Number.POSITIVE_INFINITY;
  let least: CapLeft = { leftMicros: none, capMicros: none, period: 'day', isOfLabel: false };
  const ofLabel = account.labelCaps?.find(({ label }) => label === request.label);
  for (const [caps, use] of [[account.caps, account.capUse] as const, [ofLabel, ofLabel?.use] as const]) {
    for (const period of capPeriods) {
      const capMicros = caps?.[`${period}Micros`] ?? null;
      if (capMicros === null) continue;
      const usedMicros = use ? countedAt(use, period, times) : 0;
      if (usedMicros === null) continue;
      const leftMicros = Math.max(0, capMicros - usedMicros);
      if (leftMicros < least.leftMicros)
        least = { leftMicros, capMicros, period, isOfLabel: caps === ofLabel };
    }
  }
  return least;
}

/** The credits that may be held for a request, and the resulting usage of the caps. */
interface CappedHold {
  readonly heldMicros: number;
  readonly counted: Counted;
}

/**
 * Lets a request hold as much as the caps allow, up to `mostMicros`. Rejects it if they don't allow `leastMicros`.
 */
export function holdWithinCaps(
  account: Capped,
  { leastMicros, mostMicros, label, nowMs }: HoldRequest,
): CappedHold | AppError {
  const capped = { request: { createdAt: nowMs, label }, nowMs };
  const { leftMicros, capMicros, period, isOfLabel } = capLeft(account, capped);
  const heldMicros = Math.max(leastMicros, Math.min(mostMicros, leftMicros));
  if (heldMicros <= leftMicros) return { heldMicros, counted: countCapUse(account, heldMicros, capped) };
  const retryAfterMs = capPeriodEndMs(period, nowMs) - nowMs;
  const details = { capMicros, leftMicros, priceMicros: leastMicros, retryAfterMs };
  return new AppError('cap-reached', {
    reason: period,
    ...details,
    ...(label !== undefined && isOfLabel && { label }),
  });
}

interface HoldRequest {
  readonly leastMicros: number;
  readonly mostMicros: number;
  readonly label?: string | undefined;
  readonly nowMs: number;
}

/** The time of the last decision, and whether each build counted usage for caps. */
interface Decided {
  readonly decidedAtMs: number;
  readonly capsCountedAtMs?: number | undefined;
  readonly capsMissedAtMs?: number | undefined;
}

/**
 * Returns the change that records a decision on an account. It notices that an earlier build, which doesn't count usage for
 * caps, has decided since the last one.
 */
export function decidedAt({ decidedAtMs, capsCountedAtMs }: Decided, nowMs: number): Decided {
  const isMissed = capsCountedAtMs !== undefined && capsCountedAtMs !== decidedAtMs;
  return { decidedAtMs: nowMs, capsCountedAtMs: nowMs, ...(isMissed && { capsMissedAtMs: nowMs }) };
}

/** Returns since when all usage of an account is counted; infinity: an earlier build made the last decision. */
export function capsCountedSinceMs({ decidedAtMs, capsCountedAtMs, capsMissedAtMs = 0 }: Decided): number {
  const isCounted = capsCountedAtMs === undefined || capsCountedAtMs === decidedAtMs;
  return isCounted ? capsMissedAtMs : Number.POSITIVE_INFINITY;
}

const NONE: CountedPeriod = { startMs: 0, micros: 0, beforeMicros: 0 };

/**
 * Adds credits that a request holds, or subtracts returned ones (negative), for the account and for the request's label.
 * Never goes below zero: a return may be decided on an account as it was before the hold, and that decision has to reach
 * the commit, whose precondition rejects it.
 */
export function countCapUse(
  { capUse, labelCaps }: Capped,
  micros: number,
  { request, nowMs }: CappedRequest,
): Counted {
  const times = { atMs: request.createdAt, nowMs };
  const use = capUse ?? { sinceMs: nowMs, day: NONE, month: NONE };
  const counted = { capUse: added(use, micros, times) };
  if (!labelCaps?.some(({ label }) => label === request.label)) return counted;
  const next = labelCaps.map((one) =>
    one.label === request.label ? { ...one, use: added(one.use, micros, times) } : one,
  );
  return { ...counted, labelCaps: next };
}

/** The time at which a request was admitted, and the time now. */
interface Times {
  readonly atMs: number;
  readonly nowMs: number;
}

function added(use: CapUse, micros: number, { atMs, nowMs }: Times): CapUse {
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
