import { planReel, presets } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { reelCredits } from './reel-credits.ts';

const wish = { prompt: 'Two foxes', scenes: 3, pictures: 3, music: true, polish: false };
const planned = planReel(presets.reelbanana, wish);
const done = planned.map((step) => ({
  ...step,
  status: 'completed' as const,
  capturedMicros: step.kind === 'narration' ? 3_000_000 : step.priceMicros,
}));
const beforeRender = done.map((step) =>
  step.kind === 'render' ? { ...step, status: 'running' as const, capturedMicros: 0 } : step,
);

test('the most a reel can cost is what was spent and the price of what is left', () => {
  expect(reelCredits({ status: 'running', steps: planned }, false)).toEqual({
    spentMicros: 0,
    mostMicros: 46_000_000,
  });
  // The narration took 3 of its 9 credits, and the render costs 5 at most.
  const expected = { spentMicros: 35_000_000, mostMicros: 40_000_000 };
  expect(reelCredits({ status: 'running', steps: beforeRender }, false)).toEqual(expected);
  expect(reelCredits({ status: 'stopped', steps: beforeRender }, false)).toEqual(expected);
});

test('a reel that is finished or cancelled costs nothing more', () => {
  expect(reelCredits({ status: 'completed', steps: done }, false)).toEqual({
    spentMicros: 40_000_000,
    mostMicros: null,
  });
  expect(reelCredits({ status: 'cancelled', steps: beforeRender }, false).mostMicros).toBeNull();
});

test('a reel of somebody who is charged nothing has no maximum', () => {
  expect(reelCredits({ status: 'running', steps: planned }, true)).toEqual({
    spentMicros: 0,
    mostMicros: null,
  });
});
