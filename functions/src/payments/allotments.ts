import { DAY_MS, type PaidPlan } from '../contract/index.ts';
import type { Command } from '../meter/commands.ts';

/**
 * Stripe charges a renewal an hour or so after the period's end: until the next month's credits are there, those of the
 * month before can be spent for so long.
 */
export const RENEWAL_GRACE_MS = DAY_MS;

const MONTHS = { month: 1, year: 12 } as const;

/** Credits that are due, under ids that follow from what was paid and for which month: each is granted once. */
export type Allotment = Pick<Command<'grant'>, 'entryId' | 'amountMicros' | 'reason'> & {
  readonly lot: Pick<Command<'grant'>['lot'], 'lotId' | 'expiresAtMs' | 'paymentId'>;
  readonly follows: NonNullable<Command<'grant'>['follows']> | null;
};

export interface Allotted {
  readonly paidPlan: PaidPlan;
  readonly allotments: readonly Allotment[];
}

/** What an invoice has paid for. */
export type PaidFor = Omit<PaidPlan, 'nextMonth' | 'lotId'>;

/**
 * A stretch that was paid for begins; its first month is due at once, whatever else is known of the subscription. The
 * invoice again changes nothing, and one that comes after its successor is allotted beside it.
 */
export function renew(before: PaidPlan | null, paid: PaidFor): Allotted {
  const isSame = before?.subscriptionId === paid.subscriptionId;
  if (isSame && before.paymentId === paid.paymentId) return { paidPlan: before, allotments: [] };
  const lotId = isSame && before.startMs < paid.startMs ? before.lotId : null;
  const next = allotMonth({ ...paid, nextMonth: 0, lotId });
  return before && before.startMs > paid.startMs ? { ...next, paidPlan: before } : next;
}

/** The months that have begun and were not allotted yet, of a plan in good standing. */
export function allotUntil(paidPlan: PaidPlan, nowMs: number): Allotted {
  const nextMs = nextMonthMs(paidPlan);
  if (nextMs === null || nextMs > nowMs) return { paidPlan, allotments: [] };
  const month = allotMonth(paidPlan);
  const later = allotUntil(month.paidPlan, nowMs);
  return { ...later, allotments: [...month.allotments, ...later.allotments] };
}

/**
 * The difference to a larger plan for what is left of the month, into the month's own lot: it was paid for by the day
 * too. The months to come have the larger plan's credits.
 */
export function upgrade(
  current: PaidPlan,
  to: Pick<PaidPlan, 'plan' | 'monthlyMicros' | 'rolloverMicros' | 'paymentId'>,
  atMs: number,
): Allotted {
  const { paidPlan, allotments } = allotUntil(current, atMs);
  const month = paidPlan.nextMonth - 1;
  const moreMicros = Math.max(0, to.monthlyMicros - paidPlan.monthlyMicros);
  const { startMs, endMs, wholeMs } = monthOf(paidPlan, month);
  const amountMicros = part(moreMicros, endMs - Math.max(startMs, atMs), wholeMs);
  const { plan, monthlyMicros, rolloverMicros } = to;
  const upgraded = { ...paidPlan, plan, monthlyMicros, rolloverMicros };
  if (amountMicros === 0 || paidPlan.lotId === null) return { paidPlan: upgraded, allotments };
  const difference: Allotment = {
    entryId: `upgrade-${to.paymentId}`,
    amountMicros,
    reason: `More for the rest of the month: ${plan}`,
    lot: { lotId: paidPlan.lotId, expiresAtMs: endMs + RENEWAL_GRACE_MS, paymentId: paidPlan.paymentId },
    follows: null,
  };
  return { paidPlan: upgraded, allotments: [...allotments, difference] };
}

/** When the next month is due; null when all that was paid for has been allotted. */
export function nextMonthMs(paidPlan: PaidPlan): number | null {
  if (paidPlan.nextMonth >= MONTHS[paidPlan.interval]) return null;
  const { startMs } = monthOf(paidPlan, paidPlan.nextMonth);
  return startMs < paidPlan.endMs ? startMs : null;
}

function allotMonth(paidPlan: PaidPlan): Allotted {
  const { plan, paymentId, nextMonth, lotId: before, monthlyMicros, rolloverMicros } = paidPlan;
  const month = monthOf(paidPlan, nextMonth);
  const lotId = `allotment-${paymentId}-${nextMonth}`;
  const amountMicros = part(monthlyMicros, month.endMs - month.startMs, month.wholeMs);
  const allotment: Allotment = {
    entryId: lotId,
    amountMicros,
    reason: `A month of ${plan}`,
    lot: { lotId, expiresAtMs: month.endMs + RENEWAL_GRACE_MS, paymentId },
    follows: before === null ? null : { lotId: before, rolloverMicros },
  };
  return { paidPlan: { ...paidPlan, nextMonth: nextMonth + 1, lotId }, allotments: [allotment] };
}

/**
 * A month of a stretch, and how long it would be as a whole one. The last one ends with the stretch, and so does the only
 * one of a stretch paid by the month: that may be longer than from the 28th to the 28th.
 */
function monthOf(paidPlan: PaidPlan, month: number): { startMs: number; endMs: number; wholeMs: number } {
  const isLast = month + 1 >= MONTHS[paidPlan.interval];
  const startMs = addMonths(paidPlan.startMs, month);
  const nextMs = addMonths(paidPlan.startMs, month + 1);
  const endMs = isLast ? paidPlan.endMs : Math.min(nextMs, paidPlan.endMs);
  return { startMs, endMs, wholeMs: Math.max(nextMs, endMs) - startMs };
}

/** What a part of a month is worth of its credits: of a trial, or of what is left. */
function part(monthlyMicros: number, partMs: number, wholeMs: number): number {
  return Number((BigInt(monthlyMicros) * BigInt(Math.max(0, partMs))) / BigInt(wholeMs));
}

/** The same day and time of a later month (UTC), or the last day of one that has no such day: Stripe counts so too. */
function addMonths(timeMs: number, months: number): number {
  const time = new Date(timeMs);
  const day = time.getUTCDate();
  time.setUTCDate(1);
  time.setUTCMonth(time.getUTCMonth() + months);
  const daysInMonth = new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1, 0)).getUTCDate();
  time.setUTCDate(Math.min(day, daysInMonth));
  return time.getTime();
}
