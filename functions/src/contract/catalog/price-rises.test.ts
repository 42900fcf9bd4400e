// cspell:words weitere

import { expect, test } from 'vitest';
import { type Catalog, defaultCatalog, type Rate } from '../index.ts';
import { namesOfRises, priceRises } from './price-rises.ts';

function changed(change: (catalog: Catalog) => void): Catalog {
  const catalog = structuredClone(defaultCatalog);
  change(catalog);
  return catalog;
}

const model = 'nano-banana';
const withPrice = (price: Rate) =>
  changed(({ operations }) => {
    const sold = operations.image?.models[model];
    if (sold) sold.price = price;
  });
const flat = (micros: number) => withPrice({ kind: 'flat', micros });
const image = { operation: 'image', model };

test('a price that is higher has risen, and one that is lower or the same has not', () => {
  expect(priceRises(flat(2_000), flat(2_001))).toEqual({ models: [image], plans: [] });
  expect(priceRises(flat(2_000), flat(1_999))).toEqual({ models: [], plans: [] });
  expect(priceRises(flat(0), flat(1)).models).toEqual([image]);
  expect(priceRises(defaultCatalog, defaultCatalog)).toEqual({ models: [], plans: [] });
});

test('a price by another unit counts, and a new or removed model does not', () => {
  const perImage = withPrice({
    kind: 'per-unit',
    unit: 'image',
    unitSize: 1,
    micros: 1_000,
    minimumMicros: 0,
  });
  expect(priceRises(flat(2_000), perImage).models).toEqual([image]);
  const without = changed(({ operations }) => void delete operations.image?.models[model]);
  expect(priceRises(flat(2_000), without).models).toEqual([]);
  expect(priceRises(without, flat(2_000)).models).toEqual([]);
});

test('a plan with a higher price, or with fewer credits for the same, has risen', () => {
  const [name = '', plan] = Object.entries(defaultCatalog.plans).find(([, one]) => !one.unlimited) ?? [];
  if (!plan?.monthly) throw new Error('The default catalog has no plan by the month');
  const withPlan = (change: object) => changed(({ plans }) => Object.assign(plans[name] ?? {}, change));
  const [currency = ''] = Object.keys(plan.monthly);
  const dearer = { ...plan.monthly, [currency]: 1_000_000 };
  expect(priceRises(defaultCatalog, withPlan({ monthly: dearer })).plans).toEqual([name]);
  expect(priceRises(defaultCatalog, withPlan({ monthlyMicros: plan.monthlyMicros / 2 })).plans).toEqual([
    name,
  ]);
  expect(priceRises(defaultCatalog, withPlan({ monthlyMicros: plan.monthlyMicros * 2 })).plans).toEqual([]);
});

test('a text names six things at most, in both languages, and counts the others', () => {
  const models = Object.entries(defaultCatalog.operations).flatMap(([operation, { models: sold }]) =>
    Object.keys(sold).map((name) => ({ operation, model: name })),
  );
  const { en, de } = namesOfRises(defaultCatalog, { models, plans: [] });
  expect(en.split(', ')).toHaveLength(7);
  expect(en).toMatch(/, \d+ more$/);
  expect(de).toMatch(/, \d+ weitere$/);
});
