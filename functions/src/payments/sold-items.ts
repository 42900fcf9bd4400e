import type { BillingInterval, Catalog } from '../contract/index.ts';

/** A pack or a plan at its price in one currency, as Stripe is told of it. */
export interface SoldItem {
  /** The same for every price it ever has: `pack:starter:usd`, `plan:plus:month:usd`. */
  readonly key: string;
  /** What is sold, in whatever currency: `pack:starter`, `plan:plus`. */
  readonly product: string;
  readonly label: string;
  readonly currency: string;
  /** In the currency's smallest unit. */
  readonly amountCents: number;
  /** Null: paid once. */
  readonly interval: BillingInterval | null;
}

/** All that a catalog sells. What costs nothing is not sold. */
export function soldItems({ packs, plans }: Pick<Catalog, 'packs' | 'plans'>): SoldItem[] {
  const items = [
    ...Object.entries(packs).map(([name, { label, prices }]) => ({
      ...{ product: `pack:${name}`, label, prices, interval: null },
    })),
    ...Object.entries(plans).flatMap(([name, { label, monthly, yearly }]) => [
      { product: `plan:${name}`, label, prices: monthly, interval: 'month' as const },
      { product: `plan:${name}`, label, prices: yearly ?? {}, interval: 'year' as const },
    ]),
  ];
  return items.flatMap(({ product, label, prices, interval }) =>
    Object.entries(prices).flatMap(([currency, amountCents]) => {
      const key = [product, interval, currency].filter(Boolean).join(':');
      return amountCents > 0 ? { key, product, label, currency, amountCents, interval } : [];
    }),
  );
}
