import type Stripe from 'stripe';
import { bookFact } from './book-fact.ts';
import { findPayment } from './find-payment.ts';
import type { PaymentServices } from './payment-services.ts';
import { Charge } from './stripe-shapes.ts';
import { NOTHING, type Verdict } from './verdict.ts';

/** A charge brings the receipt. */
export async function onCharge({ data }: Stripe.Event, services: PaymentServices): Promise<Verdict> {
  const charge = Charge.parse(data.object);
  const key = await findPayment(services, { metadata: charge.metadata });
  if (!key || !charge.receipt_url) return NOTHING;
  return bookFact({ ...key, fact: { kind: 'receipt', url: charge.receipt_url } });
}
