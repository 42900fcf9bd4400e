import { MINUTE_MS } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { perMinute, summarize } from './summarize.ts';

const nowMs = 1_800_000_000_000;
const row = {
  status: 'completed',
  heldMicros: 5,
  capturedMicros: 5,
  createdAt: nowMs,
  endedAt: nowMs + 1_000,
} as const;

test('counts what is listed, and credits where they are', () => {
  const rows = [
    row,
    { ...row, endedAt: nowMs + 3_000 },
    { ...row, status: 'failed' as const, capturedMicros: 0 },
    { ...row, status: 'processing' as const, capturedMicros: 0, endedAt: null },
  ];
  expect(summarize(rows)).toEqual({
    active: 1,
    completed: 2,
    failed: 1,
    capturedMicros: 10,
    heldMicros: 5,
    medianMs: 2_000,
  });
});

test('has no median before anything has ended', () => {
  expect(summarize([]).medianMs).toBeNull();
});

test('puts each request into its minute, the running one last', () => {
  const bars = perMinute({
    rows: [
      row,
      { ...row, createdAt: nowMs - MINUTE_MS, status: 'failed' },
      { ...row, createdAt: nowMs - 99 * MINUTE_MS },
    ],
    nowMs,
    minutes: 3,
  });
  expect(bars.map(({ completed, failed }) => [completed, failed])).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
  ]);
});
