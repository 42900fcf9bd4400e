import { expect, test } from 'vitest';
import { thresholdReached } from './cap-warning.ts';

test.each([
  [0, null],
  [49, null],
  [50, 0.5],
  [79, 0.5],
  [80, 0.8],
  [99, 0.8],
  [100, 1],
  [140, 1],
])('%i of 100 has reached the threshold %s', (used, threshold) => {
  expect(thresholdReached(used, 100)).toBe(threshold);
});

test('a cap of nothing is reached from the start', () => {
  expect(thresholdReached(0, 0)).toBe(1);
});
