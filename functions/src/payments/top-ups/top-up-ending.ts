import type { Billing, Payment, TopUpState } from '../../contract/index.ts';
import type { Booking } from '../../meter/commands.ts';
import { endTopUp, type Stopped } from './top-up.ts';

const CAUSE = /_(topup-\d+)$/;

/** Parses the id of the top-up that a payment is for; null if it isn't for one. */
function parseTopUpCause(paymentId: string): string | null {
  return CAUSE.exec(paymentId)?.[1] ?? null;
}

/** Returns the billing after a top-up's payment was paid or rejected; null if it has not ended, or had ended before. */
export function topUpEnded(
  billing: Billing | null,
  {
    paymentId,
    payment,
  }: { paymentId: string; payment: Pick<Payment, 'paidAt' | 'state' | 'failure' | 'currency'> },
): (Booking & { readonly documents: { readonly billing: Billing } }) | null {
  const cause = parseTopUpCause(paymentId);
  if (!billing || cause === null || billing.topUpState.charge?.cause !== cause) return null;
  if (payment.paidAt !== null) {
    const topUpState = endTopUp(billing.topUpState, { cause, stopped: null });
    return { moves: [], documents: { billing: { ...billing, topUpState } } };
  }
  if (payment.state !== 'failed') return null;
  const isAsked = payment.failure === 'authentication_required';
  const isCounted = billing.topUp?.currency === payment.currency;
  const stopped: Stopped = isAsked ? 'authentication-required' : 'declined';
  return topUpStopped(billing, endTopUp(billing.topUpState, { cause, stopped, isCounted }));
}

/** Turns automatic top-up off, with a reason for the user. */
export function topUpStopped(billing: Billing, topUpState: TopUpState) {
  return {
    moves: [{ kind: 'note', fields: { topUpBelowMicros: null } } as const],
    documents: { billing: { ...billing, topUp: null, topUpState } },
  };
}
