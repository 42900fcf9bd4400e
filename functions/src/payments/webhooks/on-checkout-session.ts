import type Stripe from 'stripe';
import type { PaymentServices } from '../payment-services.ts';
import { bookFact } from '../records/book-fact.ts';
import { findPayment } from '../records/find-payment.ts';
import { NO_BREAKDOWN, type PaymentFact } from '../records/payment-facts.ts';
import { sessionBreakdown } from '../stripe/read-settlement.ts';
import { fromStripe } from '../stripe/stripe-amount.ts';
import { CheckoutSession } from '../stripe/stripe-shapes.ts';
import { NOTHING, parked, type Verdict } from './verdict.ts';

/**
 * Books a checkout that expired or was completed. A completed checkout isn't always paid: a bank debit takes days and
 * can fail. Plans and saved cards have events of their own.
 */
export async function onCheckoutSession(event: Stripe.Event, services: PaymentServices): Promise<Verdict> {
  const session = CheckoutSession.parse(event.data.object);
  if (session.mode !== 'payment') return NOTHING;
  const { metadata, payment_intent: paymentIntentId } = session;
  const key = await findPayment(services, { metadata, paymentIntentId });
  if (!key) return parked('no-payment');
  const fact = toFact(event, session);
  if (!fact) return parked('unreadable');
  return bookFact({
    ...key,
    fact,
    ids: { sessionId: session.id, ...(paymentIntentId && { paymentIntentId }) },
  });
}

function toFact({ type, created }: Stripe.Event, session: CheckoutSession): PaymentFact | null {
  const { payment_status: status, amount_total: total, currency } = session;
  if (type === 'checkout.session.expired') return { kind: 'unpaid', state: 'expired', failure: null };
  if (type === 'checkout.session.async_payment_failed') {
    return { kind: 'unpaid', state: 'failed', failure: 'payment_failed' };
  }
  if (status === 'unpaid') return { kind: 'unpaid', state: 'processing', failure: null };
  if (total === null || total === undefined || !currency) return null;
  const breakdown = sessionBreakdown(session) ?? NO_BREAKDOWN;
  return { kind: 'paid', paid: fromStripe(total, currency), atMs: created * 1_000, breakdown };
}
