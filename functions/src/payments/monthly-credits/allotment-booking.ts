import { type Booking, type Command, NO_OP, type NoOp } from '../../meter/commands.ts';
import type { Known } from '../payment-command.ts';
import { inCurrentMonth } from '../plans/current-month.ts';
import { withPayment } from '../plans/plan-payments.ts';
import { nextAllotmentMs, planSlots, withSlot } from '../plans/plan-slots.ts';
import { type Allotment, allotUntil } from './allotments.ts';

const SYSTEM = { kind: 'system', uid: null } as const;

/**
 * Returns the moves that grant allotments. They are written with the billing that notes them, so each month is granted
 * once.
 */
export function allotmentMoves(allotments: readonly Allotment[], traceId: string): Command<'grant'>[] {
  return allotments.map(({ lot, ...allotment }) => ({
    ...allotment,
    kind: 'grant',
    lot: { ...lot, source: 'subscription' },
    actor: SYSTEM,
    traceId,
    audit: null,
  }));
}

/**
 * Allots the due months of what a payment has paid for. The payment then names the latest month's lot, because a refund
 * takes that back.
 */
export function allotDueMonths(
  { billing, payment, account }: Known,
  { paymentId, traceId }: { readonly paymentId: string; readonly traceId: string },
  nowMs: number,
): Booking | NoOp {
  if (!billing || !payment) return NO_OP;
  const slot = planSlots(billing).find(({ paidPlan }) => paidPlan?.paymentId === paymentId);
  if (!slot?.paidPlan) return NO_OP;
  const before = { ...slot, paidPlan: withPayment(slot.paidPlan, paymentId, payment) };
  if (nextAllotmentMs(before) === null) {
    return { moves: [], documents: { billing: withSlot(billing, before) } };
  }
  const { paidPlan, allotments } = allotUntil(before.paidPlan, nowMs);
  if (allotments.length === 0) return NO_OP;
  return {
    moves: allotmentMoves(allotments, traceId),
    documents: {
      billing: withSlot(billing, { ...slot, paidPlan }),
      payment: inCurrentMonth(payment, { paymentId, paidPlan, account, nowMs }),
    },
  };
}
