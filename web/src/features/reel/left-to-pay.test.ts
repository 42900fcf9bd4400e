import { planReel, presets, type ReelStep } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { leftToPay } from './left-to-pay.ts';

const wish = { prompt: 'Two foxes', scenes: 2, pictures: 1, music: true, polish: false };
const planned = planReel(presets.reelbanana, wish);

function stoppedAt(name: string): ReelStep[] {
  const at = planned.findIndex((step) => step.name === name);
  return planned.map((step, index) => ({
    ...step,
    status: index < at ? 'completed' : index === at ? 'failed' : 'waiting',
  }));
}

test('what is done is not paid for again: only the rest has a price', () => {
  const left = leftToPay(stoppedAt('music'), planned);
  expect(left?.from.name).toBe('music');
  expect(left?.nowMicros).toBe(7_000_000);
  expect(left?.beforeMicros).toBe(7_000_000);
});

test('a price that has changed meanwhile shows beside the one it began with', () => {
  const dearer = planned.map((step) => (step.name === 'music' ? { ...step, priceMicros: 9_000_000 } : step));
  expect(leftToPay(stoppedAt('music'), dearer)).toMatchObject({
    beforeMicros: 7_000_000,
    nowMicros: 14_000_000,
  });
});

test('a finished reel has nothing left', () => {
  expect(
    leftToPay(
      planned.map((step) => ({ ...step, status: 'completed' })),
      planned,
    ),
  ).toBeNull();
});
