import { type Catalog, packOffers, presets } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { trueTag } from './true-tag.ts';

const tagsOf = (packs: Catalog['packs']) => {
  const offers = packOffers({ packs });
  return Object.fromEntries(
    offers.map((offer) => [`${offer.pack} ${offer.currency}`, trueTag(offer, offers)]),
  );
};

test('a pack is called the best value only where no other pack of its currency sells credits cheaper', () => {
  const { packs } = presets.gallery;
  // Creator is labelled in the catalog; a credit of Enterprise costs almost half as much.
  expect(tagsOf(packs)['creator usd']).toBeNull();
  const { starter, creator } = packs;
  if (!starter || !creator) throw new Error('The gallery sells other packs');
  const inYen = { starter: { ...starter, prices: { usd: 499, jpy: 100 } }, creator };
  expect(tagsOf(inYen)['creator usd']).toBe('best-value');
  const both = { ...inYen, creator: { ...creator, prices: { usd: 1_499, jpy: 2_000 } } };
  expect(tagsOf(both)['creator jpy']).toBeNull();
});

test('what cannot be computed is shown as the catalog says it', () => {
  expect(tagsOf(presets.videoremix.packs)['popular usd']).toBe('most-popular');
});
