import { BillingInterval, Name } from '../../contract/index.ts';

/** A plan and how often it is paid for. */
export interface PlanChoice {
  readonly plan: string;
  readonly interval: BillingInterval;
}

const PRODUCT = /^plan:(.+)$/;

/** Parses the plan that a price at Stripe stands for; null: it is not one that the catalog was synced to. */
export function parsePlanChoice({
  metadata,
  recurring,
}: {
  metadata: Record<string, string>;
  recurring: { interval: string } | null;
}): PlanChoice | null {
  const { data: plan } = Name.safeParse(PRODUCT.exec(metadata.product ?? '')?.[1]);
  const interval = BillingInterval.safeParse(recurring?.interval);
  return plan && interval.success ? { plan, interval: interval.data } : null;
}
