import type Stripe from 'stripe';
import type { PaymentServices } from '../payment-services.ts';
import { bookFact } from '../records/book-fact.ts';
import { findPayment } from '../records/find-payment.ts';
import type { PaymentFact } from '../records/payment-facts.ts';
import { fromStripe } from '../stripe/stripe-amount.ts';
import { PaymentIntent } from '../stripe/stripe-shapes.ts';
import { NOTHING, type Verdict } from './verdict.ts';

type Intent = ReturnType<typeof PaymentIntent.parse>;

/** Books the outcome of a charge of a saved card. A checkout is booked by its session's events, which state the tax. */
export async function onPaymentIntent(event: Stripe.Event, services: PaymentServices): Promise<Verdict> {
  const intent = PaymentIntent.parse(event.data.object);
  // It belongs to an invoice or to another app.
  const key = await findPayment(services, { metadata: intent.metadata });
  if (!key) return NOTHING;
  return bookFact({
    ...key,
    fact: toFact(event, intent),
    ids: { paymentIntentId: intent.id },
  });
}

function toFact({ type, created }: Stripe.Event, intent: Intent): PaymentFact {
  const { amount, amount_received: received, currency, last_payment_error: error } = intent;
  if (type === 'payment_intent.succeeded') {
    // Only the session knows the discount and tax of a checkout.
    const paid = fromStripe(received ?? amount, currency);
    return { kind: 'paid', paid, atMs: created * 1_000, breakdown: null };
  }
  if (type === 'payment_intent.processing') return { kind: 'unpaid', state: 'processing', failure: null };
  const failure = error?.decline_code ?? error?.code ?? 'payment_failed';
  return { kind: 'unpaid', state: 'failed', failure };
}
