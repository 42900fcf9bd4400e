import type Stripe from 'stripe';
import { AppError } from '../../contract/index.ts';
import { hasTerms, toPriceMetadata } from '../plans/price-terms.ts';
import { toStripeAmount } from '../stripe/stripe-amount.ts';
import type { SoldItem } from './sold-items.ts';

export interface SyncedPrices {
  /** The price's id at Stripe, by the key of the item. */
  readonly ids: ReadonlyMap<string, string>;
  readonly made: number;
  readonly archived: number;
}

/**
 * Returns the id of an item's price at Stripe. Creates the price if there is none.
 * @throws AppError `payments-unavailable` when Stripe has not created the price
 */
export async function priceAtStripe(stripe: Stripe, item: SoldItem): Promise<string> {
  const { data } = await stripe.prices.list({ lookup_keys: [item.key], active: true, limit: 100 });
  const known = data.find((price) => isPriceOf(price, item));
  const id = known?.id ?? (await syncPrices(stripe, [item])).ids.get(item.key);
  if (!id) throw new AppError('payments-unavailable', { reason: 'not-payable' });
  return id;
}

/**
 * Syncs items and their prices to Stripe. A price there never changes its amount: a new price replaces it, and the old
 * one is archived, so that nobody can pay it any more. Safe to repeat.
 * @param isAll whether nothing else is sold, so that all other prices are archived too
 */
export async function syncPrices(
  stripe: Stripe,
  items: readonly SoldItem[],
  { isAll }: { isAll: boolean } = { isAll: false },
): Promise<SyncedPrices> {
  const ours = await activePrices(stripe);
  const products = new Map(ours.map(({ metadata, product }) => [metadata.product, toProductId(product)]));
  const ids = new Map<string, string>();
  for (const item of items) {
    const current = ours.find((price) => isPriceOf(price, item));
    if (current && current.metadata.label !== item.label) await rename(stripe, current, item);
    const productId = products.get(item.product) ?? (await makeProduct(stripe, item));
    products.set(item.product, productId);
    ids.set(item.key, current?.id ?? (await makePrice(stripe, item, productId)));
  }
  const kept = new Set(ids.values());
  const stale = ours.filter(({ id, metadata }) => !kept.has(id) && (isAll || ids.has(metadata.key ?? '')));
  for (const { id } of stale) await stripe.prices.update(id, { active: false });
  return {
    ids,
    made: [...kept].filter((id) => !ours.some((price) => price.id === id)).length,
    archived: stale.length,
  };
}

/** Lists the prices that this app created and that can be paid. */
async function activePrices(stripe: Stripe): Promise<Stripe.Price[]> {
  const ours: Stripe.Price[] = [];
  for await (const price of stripe.prices.list({ active: true, limit: 100 })) {
    if (price.active && price.metadata.key) ours.push(price);
  }
  return ours;
}

/** Returns whether a price matches an item. Other terms, like another amount, need another price. */
function isPriceOf(price: Stripe.Price, { key, currency, amountCents, terms }: SoldItem): boolean {
  const isRight = price.currency === currency && price.unit_amount === toStripeAmount(amountCents, currency);
  const isAgreed = terms === null || hasTerms(price.metadata, terms);
  return price.active && price.metadata.key === key && isRight && isAgreed;
}

function makeProduct(stripe: Stripe, { product, label }: SoldItem): Promise<string> {
  return stripe.products.create({ name: label, metadata: { product } }).then(({ id }) => id);
}

async function makePrice(
  stripe: Stripe,
  { key, product, label, currency, amountCents, interval, terms }: SoldItem,
  productId: string,
): Promise<string> {
  const { id } = await stripe.prices.create({
    product: productId,
    currency,
    unit_amount: toStripeAmount(amountCents, currency),
    ...(interval && { recurring: { interval } }),
    lookup_key: key,
    transfer_lookup_key: true,
    metadata: { key, product, label, ...(terms && toPriceMetadata(terms)) },
  });
  return id;
}

async function rename(stripe: Stripe, { id, product }: Stripe.Price, { label }: SoldItem): Promise<void> {
  await stripe.products.update(toProductId(product), { name: label });
  await stripe.prices.update(id, { metadata: { label } });
}

function toProductId(product: Stripe.Price['product']): string {
  return typeof product === 'string' ? product : product.id;
}
