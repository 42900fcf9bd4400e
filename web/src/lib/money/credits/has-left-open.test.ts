import { expect, test } from 'vitest';
import { hasLeftOpen } from './has-left-open.ts';

const windowEnd = { order: 100, id: 'm' };

test('a request that goes on below the live window has left it open', () => {
  expect(hasLeftOpen({ order: 99, id: 'a', value: { status: 'processing' } }, windowEnd)).toBe(true);
});

test('a request that has ended, or that the window still holds, has not', () => {
  expect(hasLeftOpen({ order: 99, id: 'a', value: { status: 'completed' } }, windowEnd)).toBe(false);
  expect(hasLeftOpen({ ...windowEnd, value: { status: 'processing' } }, windowEnd)).toBe(false);
  expect(hasLeftOpen({ order: 99, id: 'a', value: { status: 'pending' } }, null)).toBe(false);
});
