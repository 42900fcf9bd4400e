import type { ActivityStatus } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { creditMovements } from './credit-movements.ts';

function item(id: string, status: ActivityStatus, capturedMicros = 0) {
  return { id, value: { status, heldMicros: 5_000, capturedMicros } };
}

test('a new request moves credits into the hold', () => {
  expect(creditMovements([], [item('a', 'processing')])).toEqual([
    { id: 'a held', kind: 'held', micros: 5_000 },
  ]);
});

test('a part capture spends some and returns the rest', () => {
  expect(creditMovements([item('a', 'processing')], [item('a', 'completed', 2_000)])).toEqual([
    { id: 'a spent', kind: 'spent', micros: 2_000 },
    { id: 'a returned', kind: 'returned', micros: 3_000 },
  ]);
});

test('a change that moves nothing is no movement', () => {
  expect(creditMovements([item('a', 'pending')], [item('a', 'processing')])).toEqual([]);
});

test('an ended request that slides into the list returned nothing just now', () => {
  expect(creditMovements([], [item('old', 'failed')])).toEqual([]);
});
