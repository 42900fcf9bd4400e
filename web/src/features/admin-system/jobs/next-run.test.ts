import { HOUR_MS, MINUTE_MS } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { nextRunMs } from './next-run.ts';

const at = (hour: number, minute = 0, day = 15) => Date.UTC(2026, 4, day, hour, minute);

test('a job that runs every few minutes is due so long after its last run', () => {
  const job = { schedule: 'every 5 minutes', everyMs: 5 * MINUTE_MS };
  expect(nextRunMs(job, { lastStartMs: at(12), nowMs: at(12, 3) })).toBe(at(12, 5));
});

test('a daily job is due at its time of day, today or tomorrow', () => {
  const job = { schedule: 'every day 04:30', everyMs: 24 * HOUR_MS };
  expect(nextRunMs(job, { lastStartMs: at(4, 30, 14), nowMs: at(3) })).toBe(at(4, 30));
  expect(nextRunMs(job, { lastStartMs: at(4, 30), nowMs: at(5) })).toBe(at(4, 30, 16));
});

test('a job of the night is due when the night begins', () => {
  const job = { schedule: '*/10 3-6 * * *', everyMs: 24 * HOUR_MS };
  expect(nextRunMs(job, { lastStartMs: at(3), nowMs: at(12) })).toBe(at(3, 0, 16));
});
