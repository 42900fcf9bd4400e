import { z } from 'zod';
import { Currency } from '../catalog/catalog.ts';

/** An amount in the smallest unit of its currency. Without the currency, an amount means nothing. */
export const Money = z.strictObject({ amountCents: z.int().min(0), currency: Currency });
export type Money = z.infer<typeof Money>;

/**
 * Compares two amounts. Returns a number below, equal to or above 0 if the first is less than, equal to or more than
 * the second.
 * @throws Error when their currencies differ
 */
export function compareMoney(a: Money, b: Money): number {
  assertSameCurrency(a, b);
  return a.amountCents - b.amountCents;
}

/** Adds two amounts. @throws Error when their currencies differ */
export function addMoney(a: Money, b: Money): Money {
  assertSameCurrency(a, b);
  return { ...a, amountCents: a.amountCents + b.amountCents };
}

function assertSameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency)
    throw new Error(`${a.currency} and ${b.currency} cannot be compared or added`);
}
