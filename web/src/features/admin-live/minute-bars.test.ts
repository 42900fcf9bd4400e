import { MINUTE_MS } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { isSettled, minuteStarts } from './minute-bars.ts';

const nowMs = 1_800_000_030_000;
const startMs = nowMs - 30_000;

test('the last minute is the running one, and each begins where the one before it ends', () => {
  expect(minuteStarts({ nowMs, minutes: 3 })).toEqual([
    startMs - 2 * MINUTE_MS,
    startMs - MINUTE_MS,
    startMs,
  ]);
});

test('a minute is counted again while it or one of its requests is running', () => {
  const bar = { startMs, active: 0, completed: 3, failed: 1 };
  expect(isSettled(bar, bar, nowMs)).toBe(false);
  expect(isSettled(bar, bar, startMs + MINUTE_MS)).toBe(false);
  expect(isSettled(bar, bar, startMs + 2 * MINUTE_MS)).toBe(true);
  expect(isSettled({ ...bar, active: 1 }, bar, startMs + 60 * MINUTE_MS)).toBe(false);
});

test('a minute is counted once more after the first count that finds nothing running in it', () => {
  const bar = { startMs, active: 0, completed: 3, failed: 1 };
  const laterMs = startMs + 60 * MINUTE_MS;
  expect(isSettled(bar, undefined, laterMs)).toBe(false);
  expect(isSettled(bar, { ...bar, active: 1 }, laterMs)).toBe(false);
  expect(isSettled(bar, bar, laterMs)).toBe(true);
});
