import {
  AppError,
  type Catalog,
  type PublishedCatalog,
  priceChanged,
  TERMS_VERSION,
} from '../contract/index.ts';
import { type SoldItem, soldItems } from './sold-items.ts';

/** What somebody was shown and agreed to. */
export interface Shown {
  readonly currency: string;
  readonly shownAmountCents: number;
  readonly termsVersion: string;
}

/**
 * The item in the published catalog, at a price no higher than was shown.
 * @throws AppError `not-found` when it is not sold, `price-changed`, `version-conflict` when there are other terms now
 */
export function itemAsShown(
  { catalog, version }: PublishedCatalog,
  key: (currency: string) => string,
  { currency, shownAmountCents, termsVersion }: Shown,
): SoldItem {
  if (termsVersion !== TERMS_VERSION) {
    throw new AppError('version-conflict', 'The terms have changed since they were shown. Read them again.');
  }
  const item = itemNamed(catalog, key(currency));
  if (item.amountCents <= shownAmountCents) return item;
  throw priceChanged({ amountCents: item.amountCents, currency: item.currency, catalogVersion: version });
}

function itemNamed(catalog: Catalog, key: string): SoldItem {
  const item = soldItems(catalog).find((one) => one.key === key);
  if (!item) throw new AppError('not-found', 'This is not sold. Look at what is.');
  return item;
}
