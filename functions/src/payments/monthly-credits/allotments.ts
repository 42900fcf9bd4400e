import { type PaidPlan, type PlanPayment, RENEWAL_GRACE_MS, unitValueOf } from '../../contract/index.ts';
import type { Command } from '../../meter/commands.ts';
import { planPayments, raisedMicros, withPayments } from '../plans/plan-payments.ts';

const MONTHS = { month: 1, year: 12 } as const;

/** Due credits, with ids derived from the payment and the month, so that each is granted once. */
export type Allotment = Pick<Command<'grant'>, 'entryId' | 'amountMicros' | 'reason'> & {
  readonly lot: Pick<Command<'grant'>['lot'], 'lotId' | 'expiresAtMs' | 'paymentId' | 'unitValue'>;
  readonly follows: NonNullable<Command<'grant'>['follows']> | null;
};

export interface Allotted {
  readonly paidPlan: PaidPlan;
  readonly allotments: readonly Allotment[];
}

/** The period that an invoice has paid for. */
export type PaidFor = Omit<PaidPlan, 'nextMonth' | 'lotId' | 'payments'> &
  Pick<PlanPayment, 'paidCents' | 'netCents'>;

/**
 * Begins a paid period. Its first month is due at once, even if nothing else is known of the subscription. The same
 * invoice again changes nothing. An invoice that arrives after its successor is allotted next to it.
 */
export function renew(before: PaidPlan | null, { paidCents, netCents, ...paid }: PaidFor): Allotted {
  const isSame = before?.subscriptionId === paid.subscriptionId;
  if (isSame && before.paymentId === paid.paymentId) return { paidPlan: before, allotments: [] };
  const lotId = isSame && before.startMs < paid.startMs ? before.lotId : null;
  const { paymentId, plan, monthlyMicros, rolloverMicros, startMs: atMs, terms } = paid;
  const money = {
    paidCents,
    ...(typeof netCents === 'number' && { netCents }),
    backCents: 0,
    isDisputed: false,
  };
  const payments = [{ paymentId, plan, monthlyMicros, rolloverMicros, atMs, ...money, terms }];
  const next = allotMonth({ ...paid, nextMonth: 0, lotId, payments });
  return before && before.startMs > paid.startMs ? { ...next, paidPlan: before } : next;
}

/** Allots the months that have begun and were not allotted yet, of a plan in good standing. */
export function allotUntil(paidPlan: PaidPlan, nowMs: number): Allotted {
  const nextMs = nextMonthMs(paidPlan);
  if (nextMs === null || nextMs > nowMs) return { paidPlan, allotments: [] };
  const month = allotMonth(paidPlan);
  const later = allotUntil(month.paidPlan, nowMs);
  return { ...later, allotments: [...month.allotments, ...later.allotments] };
}

/**
 * Allots the difference to a larger plan for the rest of the month, into the month's own lot. Later months have the
 * credits of the larger plan.
 */
export function upgrade(current: PaidPlan, to: Omit<PlanPayment, 'backCents' | 'isDisputed'>): Allotted {
  const { atMs } = to;
  const { paidPlan, allotments } = allotUntil(current, atMs);
  const before = planPayments(paidPlan);
  if (before.some(({ paymentId }) => paymentId === to.paymentId)) return { paidPlan, allotments };
  const payments = [...before, { ...to, backCents: 0, isDisputed: false }];
  const upgraded = withPayments(paidPlan, payments);
  const { startMs, endMs, wholeMs } = currentMonth(paidPlan);
  // An upgrade whose invoice arrives late raised the plan only until the next change.
  const nextMs = Math.min(endMs, ...before.map((other) => (other.atMs > atMs ? other.atMs : endMs)));
  const moreMicros = raisedMicros(upgraded, to.paymentId);
  const partOfMonth = (untilMs: number) => part(moreMicros, untilMs - Math.max(startMs, atMs), wholeMs);
  const amountMicros = partOfMonth(nextMs);
  if (amountMicros === 0 || paidPlan.lotId === null) return { paidPlan: upgraded, allotments };
  const difference: Allotment = {
    entryId: `upgrade-${to.paymentId}`,
    amountMicros,
    reason: `More for the rest of the month: ${to.plan}`,
    lot: {
      lotId: paidPlan.lotId,
      expiresAtMs: endMs + RENEWAL_GRACE_MS,
      paymentId: paidPlan.paymentId,
      ...paidValue(to, boughtMicros(upgraded, to) - partOfMonth(endMs) + amountMicros),
    },
    follows: null,
  };
  return { paidPlan: upgraded, allotments: [...allotments, difference] };
}

/** Returns when the next month of a paid period begins; null: all are allotted, or nothing is paid any more. */
export function nextMonthMs(paidPlan: PaidPlan): number | null {
  if (paidPlan.nextMonth >= MONTHS[paidPlan.interval]) return null;
  const payments = planPayments(paidPlan);
  const [base] = payments;
  if (payments.some(({ isDisputed }) => isDisputed)) return null;
  if (!base || kept(base, base.monthlyMicros) === 0) return null;
  const { startMs } = monthBounds(paidPlan, paidPlan.nextMonth);
  return startMs < paidPlan.endMs ? startMs : null;
}

/** Returns the share of one payment in the current month: the whole, and the part withheld because of refunds. */
export function shareOfMonth(paidPlan: PaidPlan, payment: PlanPayment) {
  const month = paidPlan.nextMonth - 1;
  const { startMs, endMs, wholeMs } = currentMonth(paidPlan);
  const wholeMicros = part(raisedMicros(paidPlan, payment.paymentId), endMs - startMs, wholeMs);
  const isBase = payment.paymentId === paidPlan.paymentId;
  return {
    entryId: isBase ? `allotment-${payment.paymentId}-${month}` : `upgrade-${payment.paymentId}-${month}`,
    wholeMicros,
    withheldMicros: wholeMicros - kept(payment, wholeMicros),
    expiresAtMs: endMs + RENEWAL_GRACE_MS,
  };
}

/**
 * Allots a month as one lot: the shares of the period itself and of each upgrade within it, as far as they are still
 * paid for.
 */
function allotMonth(before: PaidPlan): Allotted {
  const { paymentId, nextMonth, lotId: lotBefore, rolloverMicros } = before;
  const lotId = `allotment-${paymentId}-${nextMonth}`;
  const paidPlan = { ...before, nextMonth: nextMonth + 1, lotId };
  const allotments = planPayments(before).flatMap((payment): Allotment[] => {
    const { entryId, wholeMicros, withheldMicros, expiresAtMs } = shareOfMonth(paidPlan, payment);
    const amountMicros = wholeMicros - withheldMicros;
    const lot = { lotId, expiresAtMs, paymentId, ...paidValue(payment, boughtMicros(before, payment)) };
    const isBase = payment.paymentId === paymentId;
    const reason = `${isBase ? 'A month of' : 'More for the month:'} ${payment.plan}`;
    return amountMicros > 0 ? [{ entryId, amountMicros, reason, lot, follows: null }] : [];
  });
  const [first, ...others] = allotments;
  if (!first) return { paidPlan: { ...paidPlan, lotId: lotBefore }, allotments };
  const follows = lotBefore === null ? null : { lotId: lotBefore, rolloverMicros };
  return { paidPlan, allotments: [{ ...first, follows }, ...others] };
}

/**
 * Returns the price of an allotment's credit: the payment's money is spread evenly over all credits that it buys. The credits
 * of a dearer plan have their own value in the ledger, even where they join the lot of the month. Those of an unlimited plan
 * have none: its money is earned by the day, regardless of usage.
 */
function paidValue({ netCents, terms }: Pick<PlanPayment, 'netCents' | 'terms'>, micros: number) {
  if (terms?.unlimited) return null;
  const unitValue = unitValueOf(netCents, { micros, currency: terms?.currency });
  return unitValue && { unitValue };
}

/** Returns the credits that a payment buys from its time to the end of the paid period. */
function boughtMicros(
  paidPlan: PaidPlan,
  { paymentId, atMs }: Pick<PlanPayment, 'paymentId' | 'atMs'>,
): number {
  const monthlyMicros = raisedMicros(paidPlan, paymentId);
  const months = Array.from({ length: MONTHS[paidPlan.interval] }, (_, month) =>
    monthBounds(paidPlan, month),
  );
  return months.reduce(
    (sum, { startMs, endMs, wholeMs }) => sum + part(monthlyMicros, endMs - Math.max(startMs, atMs), wholeMs),
    0,
  );
}

/** Returns the credits that are still paid for. The refunded part is rounded down, as in a take-back. */
function kept({ paidCents, backCents }: PlanPayment, micros: number): number {
  if (paidCents === 0) return micros;
  return micros - Number((BigInt(micros) * BigInt(Math.min(backCents, paidCents))) / BigInt(paidCents));
}

function currentMonth(paidPlan: PaidPlan) {
  return monthBounds(paidPlan, paidPlan.nextMonth - 1);
}

/**
 * Returns the bounds of a month within a paid period, and the length of a whole month. The last month ends with the
 * period. So does the only month of a period paid by the month, which may be longer than a calendar month.
 */
function monthBounds(paidPlan: PaidPlan, month: number): { startMs: number; endMs: number; wholeMs: number } {
  const isLast = month + 1 >= MONTHS[paidPlan.interval];
  const startMs = addMonths(paidPlan.startMs, month);
  const nextMs = addMonths(paidPlan.startMs, month + 1);
  const endMs = isLast ? paidPlan.endMs : Math.min(nextMs, paidPlan.endMs);
  return { startMs, endMs, wholeMs: Math.max(nextMs, endMs) - startMs };
}

/** Returns the credits for a part of a month, such as a trial or the rest of one. */
function part(monthlyMicros: number, partMs: number, wholeMs: number): number {
  return Number((BigInt(monthlyMicros) * BigInt(Math.max(0, partMs))) / BigInt(wholeMs));
}

/** Returns the same day and time of a later month (UTC), or its last day if it has no such day, as Stripe does. */
function addMonths(timeMs: number, months: number): number {
  const time = new Date(timeMs);
  const day = time.getUTCDate();
  time.setUTCDate(1);
  time.setUTCMonth(time.getUTCMonth() + months);
  const daysInMonth = new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1, 0)).getUTCDate();
  time.setUTCDate(Math.min(day, daysInMonth));
  return time.getTime();
}
