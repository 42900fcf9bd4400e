/**
 * Amounts are counted as Stripe counts them (docs.stripe.com/currencies), which is not always as `Intl` shows them: a
 * Hungarian forint has hundredths there and none here, and reading one for the other is wrong a hundredfold.
 */
const wholeOnly = new Set('bif clp djf gnf isk jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' '));
const inThousandths = new Set('bhd jod kwd omr tnd'.split(' '));

function fractionDigits(currency: string): number {
  if (wholeOnly.has(currency)) return 0;
  return inThousandths.has(currency) ? 3 : 2;
}

/** How many of a currency's smallest unit make one: 100 cents a dollar, 1 yen a yen. */
export function smallestUnits(currency: string): number {
  return 10 ** fractionDigits(currency);
}

/** A price in a currency's smallest unit: "$4.99", "¥2,400". */
export function moneyText(amount: number, currency: string, locale = 'en-US'): string {
  return money({ amount, currency, locale, finerDigits: 0 });
}

/** The same to two more places where there are any, for what a single credit comes to: "$0.1363", "¥24". */
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
