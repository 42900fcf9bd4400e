import type Stripe from 'stripe';
import { orNull } from './ask-stripe.ts';
import type { SubscriptionNow } from './invoice-booking.ts';
import { type PlanChoice, planChoiceOf } from './plan-choice.ts';
import { SubscriptionObject } from './plan-shapes.ts';

/**
 * A subscription as it is now: its events come in any order, and each is but a sign that something has changed. Null: it is
 * to something that this app does not sell.
 */
export async function subscriptionNow(
  stripe: Stripe,
  { id, nowMs }: { id: string; nowMs: number },
): Promise<SubscriptionNow | null> {
  const found = await orNull(stripe.subscriptions.retrieve(id));
  if (!found) return null;
  const stripes = SubscriptionObject.parse(found);
  const [item] = stripes.items.data;
  const choice = item && planChoiceOf(item.price);
  return choice ? { stripes, choice, asOfMs: nowMs } : null;
}

/** What a price stands for that an invoice names. */
export async function choiceOfPrice(stripe: Stripe, priceId: string): Promise<PlanChoice | null> {
  const price = await orNull(stripe.prices.retrieve(priceId));
  return price && planChoiceOf(price);
}

/** What was charged for an invoice; null when nothing had to be. */
export async function intentOfInvoice(stripe: Stripe, invoiceId: string): Promise<string | null> {
  const { data } = await stripe.invoicePayments.list({ invoice: invoiceId, status: 'paid', limit: 10 });
  const intents = data.map(({ payment: { payment_intent: intent } }) =>
    typeof intent === 'string' ? intent : intent?.id,
  );
  return intents.find(Boolean) ?? null;
}
