import { BillingInterval, Name } from '../../contract/index.ts';

/** A plan and its billing interval. */
export interface PlanChoice {
  readonly plan: string;
  readonly interval: BillingInterval;
}

const PRODUCT = /^plan:(.+)$/;

/** Parses the plan for which a price at Stripe was synced; null if it was not synced from a catalog. */
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
