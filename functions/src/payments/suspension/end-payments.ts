import type Stripe from 'stripe';
import { submitPayment } from '../payment-command.ts';
import type { PaymentServices } from '../payment-services.ts';
import { readBilling } from '../records/read-records.ts';
import { orNull } from '../stripe/call-stripe.ts';
import { stripeOrNull } from '../stripe/stripe-or-null.ts';
import { applyPausing } from './pause-payments.ts';

/**
 * Ends everything that could charge an account: its plans and its top-up at once, and its cards are removed. Safe to repeat.
 */
export async function endPayments(services: PaymentServices, accountId: string): Promise<void> {
  const billing = await readBilling(services, accountId);
  if (!billing) return;
  await submitPayment(services, { accountId, reducer: 'endTopUps', facts: null });
  const stripe = await stripeOrNull(services);
  if (!stripe) return;
  await applyPausing(services, stripe, { accountId, billing, to: 'end' });
  await removeCards(services, accountId);
}

/** Removes all saved cards of an account, here and at Stripe. Safe to repeat. */
async function removeCards(services: PaymentServices, accountId: string): Promise<void> {
  const billing = await readBilling(services, accountId);
  const stripe = await stripeOrNull(services);
  const customerId = billing?.customerId;
  if (!billing || !stripe || !customerId) return;
  for (const { id } of await savedMethods(stripe, customerId)) {
    await orNull(stripe.paymentMethods.detach(id));
  }
  if (billing.card === null) return;
  const facts = { kind: 'card', customerId, card: null } as const;
  await submitPayment(services, { accountId, reducer: 'applyChange', facts });
}

async function savedMethods(stripe: Stripe, customerId: string): Promise<readonly Stripe.PaymentMethod[]> {
  const page = await orNull(stripe.customers.listPaymentMethods(customerId, { limit: 100 }));
  return page?.data ?? [];
}

/** Deletes an account's customer at Stripe, who can't be charged any more. Stripe keeps their invoices. Safe to repeat. */
export async function deleteCustomer(services: PaymentServices, accountId: string): Promise<void> {
  const customerId = (await readBilling(services, accountId))?.customerId;
  const stripe = customerId ? await stripeOrNull(services) : null;
  if (customerId && stripe) await orNull(stripe.customers.del(customerId));
}
