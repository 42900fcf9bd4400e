import { creditsToMicros, presets, type Rate } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { marginWords } from './margin-words.ts';

const usual = { quantity: { images: 1 }, words: '1 picture' };
const { packs } = presets.reelbanana;
const flat = (amount: number): Rate => ({ kind: 'flat', micros: creditsToMicros(amount) });
const words = (price: Rate, cost: Rate) => marginWords({ model: { price, cost }, usual, packs });

test('a picture for three credits that costs ten cents keeps about half, by the pack it was bought in', () => {
  expect(words(flat(3), flat(0.1))).toEqual({
    text: '44%–67% margin · 1.8–3.0× cost',
    explanation: '1 picture: brings $0.18–$0.30, costs $0.10. A credit is sold for $0.06–$0.10.',
    loses: false,
    isBelowTarget: true,
  });
});

test('a price below its cost is said to lose', () => {
  expect(words(flat(1), flat(0.1))).toMatchObject({ text: '-67%–0% margin · 0.6–1.0× cost', loses: true });
});

test('what is free, and what costs nothing, has words of its own', () => {
  expect(words(flat(0), flat(0))?.text).toBe('Free');
  expect(words(flat(0), flat(1))?.text).toBe('Free, at a cost');
  expect(words(flat(1), flat(0))?.text).toBe('100% margin · no cost');
});

test('there is no margin while a number is missing, or no pack sells for dollars', () => {
  expect(words({ kind: 'flat', micros: null as never }, flat(0))).toBeNull();
  expect(words(flat(1), { kind: 'flat', micros: -1 })).toBeNull();
  const model = { price: flat(1), cost: flat(1) };
  expect(marginWords({ model, usual, packs: {} })).toBeNull();
  const starter = { ...presets.studio.packs.starter, micros: null as never, prices: { usd: 100 } };
  expect(marginWords({ model, usual, packs: { starter } as never })).toBeNull();
});
