/**
 * Amounts are counted as Stripe counts them (docs.stripe.com/currencies), which isn't always how `Intl` shows them. For
 * example, a Hungarian forint has hundredths at Stripe and none in `Intl`. Mistaking one for the other is wrong by a
 * factor of 100.
 */
const wholeOnly = new Set('bif clp djf gnf isk jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' '));
const inThousandths = new Set('bhd jod kwd omr tnd'.split(' '));

function fractionDigits(currency: string): number {
  if (wholeOnly.has(currency)) return 0;
  return inThousandths.has(currency) ? 3 : 2;
}

/** Returns how many of a currency's smallest unit make one: 100 cents for a dollar, 1 for a yen. */
export function smallestUnits(currency: string): number {
  return 10 ** fractionDigits(currency);
}

/** Writes an amount in a currency's smallest unit: "$4.99", "¥2,400". */
export function moneyText(amount: number, currency: string, locale = 'en-US'): string {
  return money({ amount, currency, locale, finerDigits: 0 });
}

/** Does the same with up to two more decimals, for the price of a single credit: "$0.1363", "¥24". */
export function fineMoneyText(amount: number, currency: string, locale = 'en-US'): string {
  return money({ amount, currency, locale, finerDigits: 2 });
}

function money(of: { amount: number; currency: string; locale: string; finerDigits: number }): string {
  const digits = fractionDigits(of.currency);
  return new Intl.NumberFormat(of.locale, {
    style: 'currency',
    currency: of.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits + of.finerDigits,
  }).format(of.amount / smallestUnits(of.currency));
}
