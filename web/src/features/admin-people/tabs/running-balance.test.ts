import { expect, test } from 'vitest';
import { withBalances } from './running-balance.ts';

test('each entry shows what there was after it, back to nothing before the first', () => {
  const entries = [-5, 20, -10, 50].map((totalMicros, index) => ({ id: `${index}`, value: { totalMicros } }));
  expect(withBalances(entries, 55).map(({ balanceMicros }) => balanceMicros)).toEqual([55, 60, 40, 50]);
});
