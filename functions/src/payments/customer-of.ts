import { Billing } from '../contract/index.ts';
import { collection, decodeDocument } from '../platform/documents.ts';
import type { PaymentServices } from './payment-services.ts';

/**
 * Who an account is at Stripe; made there when it first pays, once. What is new is written with whatever is booked next:
 * asked again before that, Stripe names the same one.
 */
export async function customerOf(
  { db, stripe }: Pick<PaymentServices, 'db' | 'stripe'>,
  { accountId, uid, email }: { accountId: string; uid: string; email: string | null },
): Promise<string> {
  const billing = decodeDocument(Billing, await collection(db, 'billing').doc(accountId).get());
  if (billing?.value.customerId) return billing.value.customerId;
  const customer = await (await stripe()).customers.create(
    { ...(email && { email }), metadata: { accountId, uid } },
    { idempotencyKey: `customer-${accountId}` },
  );
  return customer.id;
}
