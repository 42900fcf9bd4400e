import type { Catalog } from '@firemeter/functions/contract';
import { useState } from 'react';

const storageKey = 'firemeter.currency';

/** Which of the catalog's currencies prices are shown in: the one chosen last, else the first. */
export function useCurrency(catalog: Pick<Catalog, 'packs' | 'plans'>): {
  currency: string;
  currencies: readonly string[];
  choose: (currency: string) => void;
} {
  const [chosen, setChosen] = useState(() => localStorage.getItem(storageKey));
  const currencies = currenciesOf(catalog);
  return {
    currencies,
    currency: currencies.find((currency) => currency === chosen) ?? currencies[0] ?? 'usd',
    choose: (currency) => {
      localStorage.setItem(storageKey, currency);
      setChosen(currency);
    },
  };
}

function currenciesOf({ packs, plans }: Pick<Catalog, 'packs' | 'plans'>): string[] {
  const prices = [
    ...Object.values(packs).map((pack) => pack.prices),
    ...Object.values(plans).map((plan) => plan.monthly),
  ];
  return [...new Set(prices.flatMap(Object.keys))];
}
