import type { PaidPlan, Payment, PlanPayment } from '../../contract/index.ts';
import { isDisputed, reversedCents } from '../records/payment-facts.ts';

/** Returns the payments of a paid period, oldest first. Older documents have one payment for all of it. */
export function planPayments(paidPlan: PaidPlan): readonly PlanPayment[] {
  if (paidPlan.payments) return paidPlan.payments;
  const { paymentId, plan, monthlyMicros, rolloverMicros, startMs: atMs, terms } = paidPlan;
  const nothingBack = { paidCents: 0, backCents: 0, isDisputed: false };
  return [{ paymentId, plan, monthlyMicros, rolloverMicros, atMs, ...nothingBack, terms }];
}

/**
 * Returns a paid period with new payments: its own first, then the changes in the order in which they took effect. Its
 * plan is the largest one that was not refunded.
 */
export function withPayments(paidPlan: PaidPlan, all: readonly PlanPayment[]): PaidPlan {
  const payments = all.toSorted(
    (a, b) => Number(isBase(paidPlan, b)) - Number(isBase(paidPlan, a)) || a.atMs - b.atMs,
  );
  const paid = payments.filter((one) => isBase(paidPlan, one) || !isAllBack(one));
  const top = paid.reduce((largest, one) => (one.monthlyMicros >= largest.monthlyMicros ? one : largest));
  const { plan, monthlyMicros, rolloverMicros, terms } = top;
  return { ...paidPlan, plan, monthlyMicros, rolloverMicros, terms, payments };
}

/** Returns a paid period after one of its payments has changed; the same object if that changes nothing. */
export function withPayment(paidPlan: PaidPlan, paymentId: string, payment: Payment): PaidPlan {
  const before = planPayments(paidPlan);
  const paidCents = payment.paidCents ?? 0;
  const now = {
    paidCents,
    backCents: Math.min(reversedCents(payment), paidCents),
    isDisputed: isDisputed(payment),
  };
  const isKnown = before.some((one) => one.paymentId === paymentId);
  if (!isKnown) return paidPlan;
  return withPayments(
    paidPlan,
    before.map((one) => (one.paymentId === paymentId ? { ...one, ...now } : one)),
  );
}

/** Returns how much a payment has raised the credits of a month. */
export function raisedMicros(paidPlan: PaidPlan, paymentId: string): number {
  let levelMicros = 0;
  for (const one of planPayments(paidPlan)) {
    const raised = Math.max(0, one.monthlyMicros - levelMicros);
    if (one.paymentId === paymentId) return raised;
    levelMicros += raised;
  }
  return 0;
}

function isBase({ paymentId }: PaidPlan, payment: PlanPayment): boolean {
  return payment.paymentId === paymentId;
}

function isAllBack({ paidCents, backCents }: PlanPayment): boolean {
  return paidCents > 0 && backCents >= paidCents;
}
