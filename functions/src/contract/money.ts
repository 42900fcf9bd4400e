/** How many of a currency's smallest unit make one: 100 cents a dollar, 1 yen a yen. */
export function smallestUnits(currency: string): number {
  const { maximumFractionDigits = 2 } = money(currency).resolvedOptions();
  return 10 ** maximumFractionDigits;
}

/** A price in a currency's smallest unit: "$4.99". */
export function moneyText(amount: number, currency: string): string {
  return money(currency).format(amount / smallestUnits(currency));
}

function money(currency: string): Intl.NumberFormat {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency });
}
