import type Stripe from 'stripe';
import { Billing } from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/documents.ts';
import type { PaymentServices } from '../payment-services.ts';
import { orNull } from '../stripe/call-stripe.ts';

/**
 * Returns an account's customer at Stripe. Creates it, once, when the account first pays, and again if it was deleted
 * there. A new id is stored with the next booking; until then Stripe returns the same one.
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

/** Whether Stripe still has a customer. */
async function isThere(customers: Stripe['customers'], customerId: string): Promise<boolean> {
  const customer = await orNull(customers.retrieve(customerId));
  return customer !== null && customer.deleted !== true;
}
