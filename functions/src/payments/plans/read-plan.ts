import type Stripe from 'stripe';
import type { PlanTerms } from '../../contract/index.ts';
import type { Catalogs } from '../../platform/store/catalogs.ts';
import { orNull } from '../stripe/call-stripe.ts';
import { SubscriptionObject } from '../stripe/plan-shapes.ts';
import { readAnswer } from '../stripe/stripe-values.ts';
import { newestPlan } from './newest-plan.ts';
import { type PlanChoice, parsePlanChoice } from './plan-choice.ts';
import { catalogTerms, parseTerms } from './price-terms.ts';
import type { SubscriptionNow } from './subscription-state.ts';

/**
 * Reads the current state of a subscription. Events arrive in any order, so each only signals a change.
 * @returns null for a subscription to something that this app doesn't sell
 */
export async function readSubscription(
  stripe: Stripe,
  { id, nowMs }: { id: string; nowMs: number },
): Promise<SubscriptionNow | null> {
  const found = await orNull(stripe.subscriptions.retrieve(id));
  if (!found) return null;
  const remote = readAnswer(SubscriptionObject, found);
  const [item] = remote.items.data;
  const choice = item && parsePlanChoice(item.price);
  return choice ? { remote, choice, terms: parseTerms(item.price), asOfMs: nowMs } : null;
}

/** The plan that an invoice has paid for. */
export interface Sold {
  readonly choice: PlanChoice;
  readonly terms: PlanTerms;
  /** Whether the terms are stored on the price. Otherwise they come from the newest catalog that had the plan. */
  readonly isAgreed: boolean;
}

/** Reads the plan for which a price was made, whatever the catalog sells now; null: not a plan. */
export async function readSoldPlan(
  { stripe, catalogs }: { stripe: Stripe; catalogs: Catalogs },
  priceId: string,
): Promise<Sold | null> {
  const price = await orNull(stripe.prices.retrieve(priceId));
  const choice = price && parsePlanChoice(price);
  if (!choice) return null;
  const agreed = parseTerms(price);
  if (agreed) return { choice, terms: agreed, isAgreed: true };
  const newest = await newestPlan(catalogs, choice.plan);
  return newest && { choice, terms: catalogTerms(newest.plan, newest.version, price), isAgreed: false };
}

/** Reads the payment intent of an invoice; null: nothing was charged. */
export async function readInvoiceIntent(stripe: Stripe, invoiceId: string): Promise<string | null> {
  const { data } = await stripe.invoicePayments.list({ invoice: invoiceId, status: 'paid', limit: 10 });
  const intents = data.map(({ payment: { payment_intent: intent } }) =>
    typeof intent === 'string' ? intent : intent?.id,
  );
  return intents.find(Boolean) ?? null;
}
