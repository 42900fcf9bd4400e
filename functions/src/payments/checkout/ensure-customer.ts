import type Stripe from 'stripe';
import type { PaymentServices } from '../payment-services.ts';
import { readBilling } from '../records/read-records.ts';
import { orNull } from '../stripe/call-stripe.ts';

/**
 * Returns an account's customer at Stripe. Creates it, once, when the account first pays, and again if it was deleted
 * there. A new id is stored with the next booking; until then Stripe returns the same one.
 */
export async function ensureCustomer(
  services: Pick<PaymentServices, 'db' | 'stripe'>,
  { accountId, uid, email }: { accountId: string; uid: string; email: string | null },
): Promise<string> {
  const known = (await readBilling(services, accountId))?.customerId ?? null;
  const { customers } = await services.stripe();
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
