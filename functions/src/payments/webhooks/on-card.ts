import type Stripe from 'stripe';
import { z } from 'zod';
import { AccountId, type Billing, StripeId, wellFormedText } from '../../contract/index.ts';
import type { PaymentServices } from '../payment-services.ts';
import { Keyword, Reference } from '../stripe/stripe-values.ts';
import { NOTHING, type Verdict } from './verdict.ts';

const Card = z.object({
  brand: Keyword,
  last4: wellFormedText({ max: 20 }),
  exp_month: z.int().min(0).max(99),
  exp_year: z.int().min(0).max(9_999),
});

/** Books the card that is charged from now on, after one was saved, replaced, removed or selected. */
export async function onCard({ data }: Stripe.Event, { stripe }: PaymentServices): Promise<Verdict> {
  const customerId = customerIn(data);
  if (!customerId) return NOTHING;
  const { customers } = await stripe();
  const customer = await customers.retrieve(customerId, {
    expand: ['invoice_settings.default_payment_method'],
  });
  if (customer.deleted) return NOTHING;
  // The customer may belong to another app that uses the same name.
  const { data: accountId } = AccountId.safeParse(customer.metadata.accountId);
  if (accountId === undefined) return NOTHING;
  const chosen = customer.invoice_settings.default_payment_method;
  const { data: saved } = await customers.listPaymentMethods(customerId, { type: 'card', limit: 1 });
  const card = toCard(typeof chosen === 'object' ? chosen : null) ?? toCard(saved[0] ?? null);
  return {
    kind: 'book',
    accountId,
    paymentId: null,
    change: { kind: 'card', customerId, card },
  };
}

const Named = z.object({
  id: StripeId,
  object: Keyword,
  customer: Reference.nullish(),
});
const Before = z.object({ customer: StripeId.nullish() }).nullish();

/** Finds the customer of a card. A removed card no longer names its customer. */
function customerIn({ object, previous_attributes }: Stripe.Event.Data): string | null {
  const { id, object: kind, customer } = Named.parse(object);
  if (kind === 'customer') return id;
  return customer ?? Before.safeParse(previous_attributes).data?.customer ?? null;
}

function toCard(method: Stripe.PaymentMethod | null): Billing['card'] {
  if (!method?.card) return null;
  const { brand, last4, exp_month: expiresMonth, exp_year: expiresYear } = Card.parse(method.card);
  return { paymentMethodId: StripeId.parse(method.id), brand, last4, expiresMonth, expiresYear };
}
