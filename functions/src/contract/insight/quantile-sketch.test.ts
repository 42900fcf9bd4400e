import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketOf, percentileMs } from './quantile-sketch.ts';

function sketchOf(durations: readonly number[]): Record<string, number> {
  const sketch: Record<string, number> = {};
  for (const ms of durations) sketch[bucketOf(ms)] = (sketch[bucketOf(ms)] ?? 0) + 1;
  return sketch;
}

test('a percentile is within 2% of the exact one, whatever the durations', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 3_600_000 }), { minLength: 1, maxLength: 500 }),
      fc.constantFrom(0.5, 0.95, 0.99, 1),
      (durations, share) => {
        const sorted = durations.toSorted((a, b) => a - b);
        const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
        const found = percentileMs(sketchOf(durations), share) ?? Number.NaN;
        expect(Math.abs(found - exact) / exact).toBeLessThanOrEqual(0.02);
      },
    ),
  );
});

test('an empty sketch has no percentile, and a duration of zero counts as a millisecond', () => {
  expect(percentileMs({}, 0.5)).toBeNull();
  expect(percentileMs(sketchOf([0]), 0.5)).toBeCloseTo(1, 1);
});
