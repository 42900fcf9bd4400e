import { expect, test } from 'vitest';
import type { CostState } from '#kit/core/cost-state.ts';
import { priceText } from './price-text.ts';

const limit = { max: 3, windowMs: 86_400_000 };
const enough: CostState = { kind: 'enough', leftMicros: 1 };
const asked = { priceMicros: 5_000_000, exact: true, state: enough, isIncomplete: false };

test.each<[string, Partial<typeof asked> | { state: CostState }, string | null]>([
  ['a price', {}, '5 credits'],
  ['a most', { exact: false }, 'up to 5 credits'],
  [
    'a most with many decimals, never as less than it is',
    { exact: false, priceMicros: 1_039_250 },
    'up to 1.03925 credits',
  ],
  ['work that is free', { priceMicros: 0 }, 'free'],
  ['a guest with a turn', { state: { kind: 'guest', left: 1, limit } }, 'free'],
  ['an account that nothing is charged to', { state: { kind: 'unlimited' } }, 'no charge'],
  ['the team', { state: { kind: 'free' } }, 'no charge'],
])('%s is told', (_, change, text) => {
  expect(priceText({ ...asked, ...change })).toBe(text);
});

test('a text that is not written yet is not called free', () => {
  expect(priceText({ ...asked, priceMicros: 0, isIncomplete: true })).toBeNull();
});

test.each<CostState>([{ kind: 'guest-limited', limit, retryAtMs: 1 }, { kind: 'guest-barred' }])(
  'a guest who cannot begin it, $kind, is told no price',
  (state) => {
    expect(priceText({ ...asked, state })).toBeNull();
    expect(priceText({ ...asked, priceMicros: 0, state })).toBeNull();
  },
);
