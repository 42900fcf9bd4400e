import type { Money } from '../../contract/index.ts';

/**
 * ISO 4217 defines no smaller unit for these, but Stripe writes them with two decimals
 * (docs.stripe.com/currencies#special-cases).
 */
const HUNDREDFOLD: ReadonlySet<string> = new Set(['isk', 'ugx']);

/** Converts an amount in a currency's smallest unit into Stripe's unit. Both count whole yen. */
export function toStripeAmount(amountCents: number, currency: string): number {
  return HUNDREDFOLD.has(currency) ? amountCents * 100 : amountCents;
}

/** Converts Stripe's amount into money. */
export function fromStripe(amount: number, currency: string): Money {
  return { amountCents: fromStripeAmount(amount, currency), currency };
}

/** Converts Stripe's amount into the currency's smallest unit. */
export function fromStripeAmount(amount: number, currency: string): number {
  return HUNDREDFOLD.has(currency) ? Math.round(amount / 100) : amount;
}
