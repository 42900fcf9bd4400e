import type { BillingInterval, Plan, PublishedCatalog } from '../../contract/index.ts';
import type { PricedTerms } from '../plans/price-terms.ts';

/** A pack or a plan at its price in one currency, as it is synced to Stripe. */
export interface SoldItem {
  /** The same for every price it ever has: `pack:starter:usd`, `plan:plus:month:usd`. */
  readonly key: string;
  /** The key of the product, the same in every currency: `pack:starter`, `plan:plus`. */
  readonly product: string;
  readonly label: string;
  readonly currency: string;
  /** In the currency's smallest unit. */
  readonly amountCents: number;
  /** Null: paid once. */
  readonly interval: BillingInterval | null;
  /** The terms of a plan; null for a pack. */
  readonly terms: PricedTerms | null;
}

/** Returns all items of a catalog. Items without a price are not sold. */
export function soldItems({ catalog, version }: Pick<PublishedCatalog, 'catalog' | 'version'>): SoldItem[] {
  const { packs, plans } = catalog;
  const items = [
    ...Object.entries(packs).map(([name, { label, prices }]) => ({
      ...{ product: `pack:${name}`, label, prices, interval: null, terms: null },
    })),
    ...Object.entries(plans).flatMap(([name, plan]) => {
      const both = { product: `plan:${name}`, label: plan.label, terms: toTerms(plan, version) };
      return [
        { ...both, prices: plan.monthly, interval: 'month' as const },
        { ...both, prices: plan.yearly ?? {}, interval: 'year' as const },
      ];
    }),
  ];
  return items.flatMap(({ product, label, prices, interval, terms }) =>
    Object.entries(prices).flatMap(([currency, amountCents]) => {
      const key = [product, interval, currency].filter(Boolean).join(':');
      return amountCents > 0 ? { key, product, label, currency, amountCents, interval, terms } : [];
    }),
  );
}

function toTerms({ unlimited, monthlyMicros, rolloverMicros }: Plan, catalogVersion: number): PricedTerms {
  return { unlimited, monthlyMicros, rolloverMicros, catalogVersion };
}
