import { z } from 'zod';
import { Currency } from './catalog.ts';

/** Money: an amount means nothing without its currency. In the currency's smallest unit. */
export const Money = z.strictObject({ amountCents: z.int().min(0), currency: Currency });
export type Money = z.infer<typeof Money>;

/**
 * Compares two amounts: below, at or above 0 as the first is less than, as much as or more than the second.
 * @throws Error when their currencies are not the same: which is more cannot be told
 */
export function compareMoney(a: Money, b: Money): number {
  assertSameCurrency(a, b);
  return a.amountCents - b.amountCents;
}

/** Adds two amounts. @throws Error when their currencies are not the same */
export function addMoney(a: Money, b: Money): Money {
  assertSameCurrency(a, b);
  return { ...a, amountCents: a.amountCents + b.amountCents };
}

function assertSameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency)
    throw new Error(`${a.currency} and ${b.currency} cannot be compared or added`);
}
