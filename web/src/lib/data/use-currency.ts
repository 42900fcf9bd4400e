import type { Catalog } from '@firemeter/functions/contract';
import { useKept } from '../kept/use-kept.ts';

/** Which of the catalog's currencies prices are shown in: the one chosen last, else the first. */
export function useCurrency(catalog: Pick<Catalog, 'packs' | 'plans'>): {
  currency: string;
  currencies: readonly string[];
  choose: (currency: string) => void;
} {
  const [chosen, choose] = useKept('currency', 'browser');
  const currencies = currenciesOf(catalog);
  return {
    currencies,
    currency: currencies.find((currency) => currency === chosen) ?? currencies[0] ?? 'usd',
    choose,
  };
}

/** Returns the currencies that packs and plans are sold in. */
export function currenciesOf({ packs, plans }: Pick<Catalog, 'packs' | 'plans'>): string[] {
  const prices = [
    ...Object.values(packs).map((pack) => pack.prices),
    ...Object.values(plans).map((plan) => plan.monthly),
  ];
  return [...new Set(prices.flatMap(Object.keys))];
}
