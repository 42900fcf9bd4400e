import type { Money, TopUpSettings } from '../../contract/index.ts';

/** Returns the most that top-ups charge in a month. */
export function monthlyMax({ monthlyMaxCents: amountCents, currency }: TopUpSettings): Money {
  return { amountCents, currency };
}

/** Returns a price in a currency; null: it isn't sold in that currency. */
export function priceIn(currency: string, prices: Readonly<Record<string, number>> = {}): Money | null {
  const amountCents = prices[currency];
  return amountCents ? { amountCents, currency } : null;
}
