import type { ActivityStatus } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { creditFlow, sumFlows } from './credit-flow.ts';

function activity(status: ActivityStatus, capturedMicros = 0) {
  return { status, heldMicros: 5_000, capturedMicros };
}

test.each(['pending', 'processing'] as const)('%s: everything is held', (status) => {
  expect(creditFlow(activity(status))).toEqual({ heldMicros: 5_000, spentMicros: 0, returnedMicros: 0 });
});

test('completed at less than the hold: part spent, the rest returned', () => {
  expect(creditFlow(activity('completed', 2_000))).toEqual({
    heldMicros: 0,
    spentMicros: 2_000,
    returnedMicros: 3_000,
  });
});

test.each(['failed', 'expired'] as const)('%s with nothing delivered: all returned', (status) => {
  expect(creditFlow(activity(status))).toEqual({ heldMicros: 0, spentMicros: 0, returnedMicros: 5_000 });
});

test('whatever happens, the parts add up to what was held', () => {
  const all = [
    activity('processing'),
    activity('completed', 5_000),
    activity('failed', 1_000),
    activity('expired'),
  ];
  const { heldMicros, spentMicros, returnedMicros } = sumFlows(all);
  expect(heldMicros + spentMicros + returnedMicros).toBe(20_000);
});
