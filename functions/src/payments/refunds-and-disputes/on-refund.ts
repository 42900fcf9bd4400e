import type Stripe from 'stripe';
import type { Reversal } from '../../contract/index.ts';
import type { PaymentServices } from '../payment-services.ts';
import { bookFact } from '../records/book-fact.ts';
import { findPayment } from '../records/find-payment.ts';
import { fromStripeAmount } from '../stripe/stripe-amount.ts';
import { Refund } from '../stripe/stripe-shapes.ts';
import { parked, type Verdict } from '../webhooks/verdict.ts';

/** Books a refund, made here or in Stripe's dashboard, or its failure. */
export async function onRefund({ data }: Stripe.Event, services: PaymentServices): Promise<Verdict> {
  const refund = Refund.parse(data.object);
  const { metadata, payment_intent: paymentIntentId } = refund;
  const key = await findPayment(services, { metadata, paymentIntentId });
  if (!key) return parked('no-payment');
  return bookFact({ ...key, fact: refundFact(refund) });
}

export function refundFact({ id, amount, currency, status }: ReturnType<typeof Refund.parse>) {
  const reversal: Reversal = {
    kind: 'refund',
    amountCents: fromStripeAmount(amount, currency),
    state: toState(status ?? 'pending'),
  };
  return { kind: 'reversal', id, reversal, currency } as const;
}

function toState(status: string): Reversal['state'] {
  if (status === 'failed' || status === 'canceled') return 'undone';
  return status === 'succeeded' ? 'done' : 'open';
}
