import type Stripe from 'stripe';
import type { PaymentServices } from '../payment-services.ts';
import { bookFact } from '../records/book-fact.ts';
import { findPayment } from '../records/find-payment.ts';
import { readSettlement } from '../stripe/read-settlement.ts';
import { Charge } from '../stripe/stripe-shapes.ts';
import { NOTHING, type Verdict } from './verdict.ts';

/**
 * Books the receipt of a charge, and its settlement once Stripe has settled it: when it succeeds, or in a later
 * `charge.updated`.
 */
export async function onCharge({ data }: Stripe.Event, services: PaymentServices): Promise<Verdict> {
  const charge = Charge.parse(data.object);
  const { receipt_url: receiptUrl, balance_transaction: settledBy } = charge;
  // A charge of a plan's invoice has no metadata of ours.
  const key = await findPayment(services, {
    metadata: charge.metadata,
    paymentIntentId: settledBy ? charge.payment_intent : null,
  });
  if (!key) return NOTHING;
  const settlement = settledBy ? await readSettlement(await services.stripe(), settledBy) : null;
  if (!receiptUrl && !settlement) return NOTHING;
  const fact = { kind: 'charged', ...(receiptUrl && { receiptUrl }), settlement } as const;
  return bookFact({ ...key, fact });
}
