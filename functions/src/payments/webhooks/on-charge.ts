import type Stripe from 'stripe';
import type { PaymentServices } from '../payment-services.ts';
import { bookFact } from '../records/book-fact.ts';
import { findPayment } from '../records/find-payment.ts';
import { Charge } from '../stripe/stripe-shapes.ts';
import { NOTHING, type Verdict } from './verdict.ts';

/** Books the receipt of a charge. */
export async function onCharge({ data }: Stripe.Event, services: PaymentServices): Promise<Verdict> {
  const charge = Charge.parse(data.object);
  const key = await findPayment(services, { metadata: charge.metadata });
  if (!key || !charge.receipt_url) return NOTHING;
  return bookFact({ ...key, fact: { kind: 'receipt', url: charge.receipt_url } });
}
