import type { Billing, Payment } from '../contract/index.ts';
import type { Booking, Command } from '../meter/commands.ts';
import { type Allotted, allotUntil, nextMonthMs } from './allotments.ts';
import { isInGoodStanding } from './subscription-state.ts';

const SYSTEM = { kind: 'system', uid: null } as const;

/** Grants what is due, and notes in the billing what has been allotted: both in one commit, so each month comes once. */
export function allotmentBooking(
  billing: Billing,
  { paidPlan, allotments }: Allotted,
  traceId: string,
): { readonly moves: readonly Command<'grant'>[]; readonly documents: { readonly billing: Billing } } {
  const moves = allotments.map(
    ({ lot, ...allotment }): Command<'grant'> => ({
      ...allotment,
      kind: 'grant',
      lot: { ...lot, source: 'subscription' },
      actor: SYSTEM,
      traceId,
      audit: null,
    }),
  );
  return { moves, documents: { billing: withNextAllotment({ ...billing, paidPlan }) } };
}

/** Months to come are due while the subscription that has paid for them is in good standing. */
export function withNextAllotment(billing: Billing): Billing {
  const { paidPlan } = billing;
  return { ...billing, nextAllotmentAt: paidPlan && isGoingOn(billing) ? nextMonthMs(paidPlan) : null };
}

function isGoingOn({ paidPlan, subscription }: Billing): boolean {
  if (!paidPlan || subscription?.subscriptionId !== paidPlan.subscriptionId) return false;
  return isInGoodStanding(subscription);
}

/**
 * The months that are due by now; null when none is. What paid for them then has the latest one's lot behind it, for that
 * is what a refund takes back; once the money has gone back no other month comes.
 */
export function dueBooking(
  { billing, payment }: { billing: Billing | null; payment: Payment | null },
  { nowMs, traceId }: { nowMs: number; traceId: string },
): Booking | null {
  if (!billing?.paidPlan || !payment || !isGoingOn(billing)) return null;
  if (payment.state === 'disputed') return null;
  if (payment.state !== 'paid' && payment.state !== 'partly-refunded') {
    return { moves: [], documents: { billing: { ...billing, nextAllotmentAt: null } } };
  }
  const { moves, documents } = allotmentBooking(billing, allotUntil(billing.paidPlan, nowMs), traceId);
  const latest = moves.at(-1);
  if (!latest) return null;
  const { lot, entryId, amountMicros: micros } = latest;
  const bought = { ...payment.bought, micros };
  const behind = { ...payment, bought, lot: { ...lot, grantedAtMs: nowMs }, entryId };
  return { moves, documents: { ...documents, payment: behind } };
}
