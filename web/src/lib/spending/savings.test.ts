import type { PackOffer } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import type { TypicalPrice } from '../money/advice/typical-work.ts';
import { adviseOnPacks, modelSavings } from './savings.ts';

const price = (operation: string, model: string, priceMicros: number): TypicalPrice => ({
  operation,
  operationLabel: operation,
  kind: operation,
  model,
  modelLabel: model.toUpperCase(),
  words: '',
  seconds: null,
  started: null,
  priceMicros,
});
const prices = [price('image', 'cheap', 2), price('image', 'dear', 8), price('video', 'only', 50)];

test('the saving is what the same work would have cost less with the cheapest model of its kind', () => {
  const byModel = [
    { operation: 'image', name: 'dear', micros: 800, count: 100 },
    { operation: 'image', name: 'cheap', micros: 100, count: 50 },
    { operation: 'video', name: 'only', micros: 100, count: 2 },
  ];
  expect(modelSavings(byModel, prices)).toEqual([
    { operation: 'image', operationLabel: 'image', fromLabel: 'DEAR', toLabel: 'CHEAP', savedMicros: 600 },
  ]);
});

test('a saving below a twentieth of all that was spent is not mentioned, nor is a model that is no longer sold', () => {
  const byModel = [
    { operation: 'image', name: 'dear', micros: 10, count: 1 },
    { operation: 'image', name: 'gone', micros: 500, count: 1 },
    { operation: 'video', name: 'only', micros: 990, count: 20 },
  ];
  expect(modelSavings(byModel, prices)).toEqual([]);
});

const offer = (pack: string, micros: number, amountCents: number): PackOffer => ({
  pack,
  label: pack,
  tag: null,
  micros,
  credits: micros,
  bonusMicros: 0,
  bonusCredits: 0,
  currency: 'usd',
  amountCents,
  centsPerCredit: amountCents / micros,
  savingsPercent: 0,
});
const packs = [offer('creator', 500, 4_000), offer('starter', 100, 1_000), offer('pro', 1_000, 7_000)];

test('the smallest pack that is enough for a month is advised, with what it saves over small ones', () => {
  expect(adviseOnPacks(packs, 450)).toMatchObject({
    offer: { pack: 'creator' },
    packsPerMonth: 1,
    savedCents: 1_000,
  });
  expect(adviseOnPacks(packs, 100)).toMatchObject({ offer: { pack: 'starter' }, savedCents: 0 });
});

test('who spends more than the largest pack has is told how many a month takes', () => {
  expect(adviseOnPacks(packs, 2_500)).toMatchObject({ offer: { pack: 'pro' }, packsPerMonth: 3 });
});

test('nothing is advised to who spends nothing, or where nothing is sold', () => {
  expect(adviseOnPacks(packs, 0)).toBeNull();
  expect(adviseOnPacks([], 100)).toBeNull();
});
