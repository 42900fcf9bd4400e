import type Stripe from 'stripe';
import type { PaidPlan, PublishedCatalog } from '../../contract/index.ts';
import { toStripeAmount } from '../stripe/stripe-amount.ts';
import { toPriceMetadata } from './price-terms.ts';

/**
 * Creates a price for a paid plan that is no longer sold in this form. It carries the agreed terms, so that its
 * invoices can be booked.
 * @returns its id
 */
export async function createPaidPlanPrice(
  stripe: Stripe,
  paid: {
    requestId: string;
    paidPlan: PaidPlan;
    published: PublishedCatalog;
    amountCents: number;
    currency: string;
  },
): Promise<string> {
  const { requestId, paidPlan, published, amountCents, currency } = paid;
  const { plan, interval, monthlyMicros, rolloverMicros } = paidPlan;
  const sold = published.catalog.plans[plan];
  const {
    label,
    unlimited,
    catalogVersion,
  }: Pick<NonNullable<PaidPlan['terms']>, 'label' | 'unlimited' | 'catalogVersion'> = paidPlan.terms ?? {
    label: sold?.label ?? plan,
    unlimited: sold?.unlimited ?? false,
    catalogVersion: published.version,
  };
  const product = `plan:${plan}`;
  const terms = toPriceMetadata({ unlimited, monthlyMicros, rolloverMicros, catalogVersion });
  const { id } = await stripe.prices.create(
    {
      product_data: { name: label, metadata: { product } },
      currency,
      unit_amount: toStripeAmount(amountCents, currency),
      recurring: { interval },
      metadata: { product, label, ...terms },
    },
    { idempotencyKey: `plan-${requestId}-price` },
  );
  return id;
}

/** Returns a price to which a subscription can be set. Recreates a price that was archived. */
export async function ensureActivePrice(stripe: Stripe, id: string): Promise<string> {
  const { active, currency, unit_amount, recurring, product, metadata } = await stripe.prices.retrieve(id);
  if (active) return id;
  const { key: _, ...terms } = metadata;
  const made = await stripe.prices.create({
    product: typeof product === 'string' ? product : product.id,
    currency,
    ...(unit_amount !== null && { unit_amount }),
    ...(recurring && { recurring: { interval: recurring.interval } }),
    metadata: terms,
  });
  return made.id;
}
