import { expect, test } from 'vitest';
import { type Catalog, defaultCatalog, type Rate } from '../index.ts';
import { largestPriceChange } from './price-change.ts';

function withPrice(price: Rate): Catalog {
  const catalog = structuredClone(defaultCatalog);
  const model = catalog.operations.image?.models['nano-banana'];
  if (model) model.price = price;
  return catalog;
}

const flat = (micros: number) => withPrice({ kind: 'flat', micros });

test('a price that doubles or is halved changes by 100%, whatever else changes less', () => {
  expect(largestPriceChange(flat(1_000), flat(2_000))).toBe(100);
  expect(largestPriceChange(flat(2_000), flat(1_000))).toBe(100);
  expect(largestPriceChange(flat(2_000), flat(2_100))).toBeCloseTo(5);
  expect(largestPriceChange(flat(2_000), flat(2_000))).toBe(0);
});

test('what becomes free, or is charged by another unit, changes without bound', () => {
  expect(largestPriceChange(flat(2_000), flat(0))).toBe(Number.POSITIVE_INFINITY);
  const perImage = { kind: 'per-unit', unit: 'image', unitSize: 1, micros: 2_000, minimumMicros: 0 } as const;
  expect(largestPriceChange(flat(2_000), withPrice(perImage))).toBe(Number.POSITIVE_INFINITY);
  const inPairs = withPrice({ ...perImage, unitSize: 2, micros: 4_000 });
  expect(largestPriceChange(withPrice(perImage), inPairs)).toBe(0);
});

test('a pack with more credits for the same money changes its price, and a new one changes none', () => {
  const catalog = structuredClone(defaultCatalog);
  const [name = '', pack] = Object.entries(catalog.packs)[0] ?? [];
  if (pack) catalog.packs[name] = { ...pack, micros: pack.micros * 4 };
  expect(largestPriceChange(defaultCatalog, catalog)).toBe(300);
  expect(largestPriceChange({ ...defaultCatalog, packs: {} }, defaultCatalog)).toBe(0);
});
