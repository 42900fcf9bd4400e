import type { Account, LotDescriptor, PaidPlan, Payment } from '../../contract/index.ts';
import { shareOfMonth } from '../monthly-credits/allotments.ts';
import { planPayments } from './plan-payments.ts';

/**
 * Returns a payment of a plan with the current month's lot and the credits that it gave, because a refund takes back
 * the current month. Returns any other payment unchanged.
 */
export function inCurrentMonth(
  payment: Payment,
  at: { paymentId: string; paidPlan: PaidPlan | null; account: Account | null; nowMs: number },
): Payment {
  const { paymentId, paidPlan, account, nowMs } = at;
  const part = paidPlan && planPayments(paidPlan).find((one) => one.paymentId === paymentId);
  if (!part || !paidPlan.lotId || payment.lot?.lotId === paidPlan.lotId) return payment;
  const { entryId, wholeMicros, withheldMicros, expiresAtMs } = shareOfMonth(paidPlan, part);
  const {
    remainingMicros: _,
    frozen: __,
    ...there
  } = account?.lots.find(({ lotId }) => lotId === paidPlan.lotId) ?? { remainingMicros: 0, frozen: false };
  const lot: LotDescriptor = {
    lotId: paidPlan.lotId,
    source: 'subscription',
    grantedAtMs: nowMs,
    expiresAtMs,
    paymentId: paidPlan.paymentId,
    ...there,
  };
  return {
    ...payment,
    bought: { ...payment.bought, micros: wholeMicros },
    revokedMicros: withheldMicros,
    lot,
    entryId: wholeMicros > withheldMicros ? entryId : null,
  };
}
