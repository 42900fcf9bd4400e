import { AppError, type PublishedCatalog, TERMS_VERSION } from '../../contract/index.ts';
import { type SoldItem, soldItems } from './sold-items.ts';

/** The price and terms that a user was shown and agreed to. */
export interface Shown {
  readonly currency: string;
  readonly shownAmountCents: number;
  readonly termsVersion: string;
}

/**
 * Returns the item from the published catalog, at a price no higher than shown.
 * @throws AppError `not-found` when it isn't sold; `price-changed`; `version-conflict` when its terms have changed
 */
export function itemAsShown(
  published: PublishedCatalog,
  key: (currency: string) => string,
  { currency, shownAmountCents, termsVersion }: Shown,
): SoldItem {
  if (termsVersion !== TERMS_VERSION) {
    throw new AppError('version-conflict', { reason: 'terms' });
  }
  const item = itemNamed(published, key(currency));
  if (item.amountCents <= shownAmountCents) return item;
  const { amountCents } = item;
  throw new AppError('price-changed', {
    amountCents,
    currency: item.currency,
    catalogVersion: published.version,
  });
}

function itemNamed(published: PublishedCatalog, key: string): SoldItem {
  const item = soldItems(published).find((one) => one.key === key);
  if (!item) throw new AppError('not-found', { reason: 'item' });
  return item;
}
