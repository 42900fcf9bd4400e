import {
  type Billing,
  type BillingInterval,
  type Catalog,
  type PackOffer,
  type Plan,
  packOffers,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { planPriceCents } from '../../lib/money/buying/plan-price.ts';

/** What somebody is about to buy. Its id is made once: asked for again after a lost answer, it is bought once. */
export type Order = { requestId: string; currency: string } & (
  | { kind: 'pack'; pack: string }
  | { kind: 'plan'; plan: string; interval: BillingInterval }
  /** In place of the plan that they have. */
  | { kind: 'change'; plan: string; interval: BillingInterval }
);

/** The same as the catalog has it now; null: it is no longer sold. */
export type PricedOrder =
  | { kind: 'pack'; offer: PackOffer; amountCents: number }
  | { kind: 'plan' | 'change'; plan: Plan; interval: BillingInterval; amountCents: number };

export function priceOrder(order: Order, catalog: Catalog): PricedOrder | null {
  const { kind, currency } = order;
  if (kind === 'pack') {
    const offer = packOffers(catalog).find((one) => one.pack === order.pack && one.currency === currency);
    return offer ? { kind, offer, amountCents: offer.amountCents } : null;
  }
  const plan = catalog.plans[order.plan];
  const amountCents = plan && planPriceCents(plan, { interval: order.interval, currency });
  return plan && amountCents !== undefined ? { kind, plan, interval: order.interval, amountCents } : null;
}

/** When a change of plan takes effect, and what it costs. */
export function changeNote(periodEndText: string): string {
  return t`Upgrades take effect immediately: you pay the difference for the time until ${periodEndText}. Downgrades take effect then. Credits from packs stay as they are.`;
}

/** Returns the days of a plan that are free: none for those who have had a plan, as the server counts it. */
export function trialDaysFor(plan: Plan, billing: Billing | null): number {
  return billing?.paidPlan ? 0 : plan.trialDays;
}
