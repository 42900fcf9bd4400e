import { expect, test } from 'vitest';
import { planPriceCents, yearlySavingsPercent, yearlySavingsText } from './plan-price.ts';

const plan = { monthly: { usd: 1_900, jpy: 2_800 }, yearly: { usd: 19_000 } };

test('a plan costs what the catalog says for that interval and currency, and nothing where it says nothing', () => {
  expect(planPriceCents(plan, { interval: 'month', currency: 'jpy' })).toBe(2_800);
  expect(planPriceCents(plan, { interval: 'year', currency: 'usd' })).toBe(19_000);
  expect(planPriceCents(plan, { interval: 'year', currency: 'jpy' })).toBeUndefined();
  expect(planPriceCents({ ...plan, yearly: null }, { interval: 'year', currency: 'usd' })).toBeUndefined();
});

test('what a year saves is never told as more than it is, and no saving is no saving', () => {
  expect(yearlySavingsPercent(plan, 'usd')).toBe(16);
  expect(yearlySavingsPercent(plan, 'jpy')).toBe(0);
  expect(yearlySavingsPercent({ monthly: { usd: 100 }, yearly: { usd: 1_300 } }, 'usd')).toBe(0);
});

test('a saving is promised of all plans only where each of them saves as much', () => {
  const less = { monthly: { usd: 1_000 }, yearly: { usd: 11_000 } };
  expect(yearlySavingsText([plan, plan], 'usd')).toBe('save 16%');
  expect(yearlySavingsText([plan, less], 'usd')).toBe('save up to 16%');
  expect(yearlySavingsText([plan, { ...plan, yearly: null }], 'usd')).toBe('save up to 16%');
  expect(yearlySavingsText([{ ...plan, yearly: null }], 'usd')).toBeNull();
  expect(yearlySavingsText([], 'usd')).toBeNull();
});
