import type Stripe from 'stripe';
import { BillingInterval } from '../contract/index.ts';

/** A plan and how often it is paid for. */
export interface PlanChoice {
  readonly plan: string;
  readonly interval: BillingInterval;
}

/** What a price of Stripe's stands for; null when it is not one that the catalog was synced to. */
export function planChoiceOf({ metadata, recurring }: Stripe.Price): PlanChoice | null {
  const interval = BillingInterval.safeParse(recurring?.interval);
  return metadata.plan && interval.success ? { plan: metadata.plan, interval: interval.data } : null;
}
