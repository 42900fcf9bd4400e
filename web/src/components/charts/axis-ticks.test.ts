import { expect, test } from 'vitest';
import { axisTicks } from './axis-ticks.ts';

test('an axis of whole values has no tick between them', () => {
  expect(axisTicks([0, 0.5, 1, 1.5, 2], [2, null, 1])).toEqual([0, 1, 2]);
});

test('an axis of shares keeps the ticks between whole numbers', () => {
  expect(axisTicks([0, 0.25, 0.5], [0.4])).toEqual([0, 0.25, 0.5]);
});

test('an axis on which everything is zero has that tick alone', () => {
  expect(axisTicks([0, 0.2, 0.4, 0.6, 0.8, 1], [0, null, 0])).toEqual([0]);
});
