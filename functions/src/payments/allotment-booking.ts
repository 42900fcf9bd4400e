import type { Billing } from '../contract/index.ts';
import type { Booking, GrantCommand } from '../meter/commands.ts';
import { type Allotted, allotUntil, nextMonthMs } from './allotments.ts';
import { isInGoodStanding } from './subscription-state.ts';

const SYSTEM = { kind: 'system', uid: null } as const;

/** Grants what is due, and notes in the billing what has been allotted: both in one commit, so each month comes once. */
export function allotmentBooking(
  billing: Billing,
  { paidPlan, allotments }: Allotted,
  traceId: string,
): { readonly moves: readonly GrantCommand[]; readonly documents: { readonly billing: Billing } } {
  const moves = allotments.map(
    ({ lot, ...allotment }): GrantCommand => ({
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

/** The months that are due by now; null when none is. */
export function dueBooking(billing: Billing | null, nowMs: number, traceId: string): Booking | null {
  if (!billing?.paidPlan || !isGoingOn(billing)) return null;
  const allotted = allotUntil(billing.paidPlan, nowMs);
  return allotted.allotments.length > 0 ? allotmentBooking(billing, allotted, traceId) : null;
}
