import type Stripe from 'stripe';
import { Billing } from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/documents.ts';
import type { PaymentServices } from '../payment-services.ts';
import { orNull } from '../stripe/call-stripe.ts';

/**
 * Who an account is at Stripe; made there when it first pays, once, and again when
 * it was deleted there. What is new is written with whatever is booked next:
 * asked again before that, Stripe names the same one.
 */
export async function ensureCustomer(
  { db, stripe }: Pick<PaymentServices, 'db' | 'stripe'>,
  { accountId, uid, email }: { accountId: string; uid: string; email: string | null },
): Promise<string> {
  const billing = decodeDocument(Billing, await collection(db, 'billing').doc(accountId).get());
  const known = billing?.value.customerId ?? null;
  const { customers } = await stripe();
  if (known !== null && (await isThere(customers, known))) return known;
  const customer = await customers.create(
    { ...(email && { email }), metadata: { accountId, uid } },
    { idempotencyKey: `customer-${accountId}-${known ?? 'first'}` },
  );
  return customer.id;
}

/** A customer can be deleted at Stripe. */
async function isThere(customers: Stripe['customers'], customerId: string): Promise<boolean> {
  const customer = await orNull(customers.retrieve(customerId));
  return customer !== null && customer.deleted !== true;
}
