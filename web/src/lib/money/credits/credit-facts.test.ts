import type { Activity } from '@firemeter/functions/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { creditFacts } from './credit-facts.ts';

type Facts = Pick<Activity, 'status' | 'priceMicros' | 'heldMicros' | 'capturedMicros' | 'guestAddress'>;

const ended: Facts = {
  status: 'completed',
  priceMicros: 1_039_000,
  heldMicros: 527_000,
  capturedMicros: 143_000,
  guestAddress: null,
};
const told = (activity: Facts) =>
  Object.fromEntries(creditFacts(activity as Activity).map(({ label, value }) => [label, value]));

test('what was spent and what was returned come to what was held, as it is shown', () => {
  expect(told(ended)).toEqual({
    'Price shown': '1.039 at most',
    Held: '0.527',
    Spent: '0.143',
    Returned: '0.384',
  });
  fc.assert(
    fc.property(fc.nat(10 ** 12), fc.nat(10 ** 12), (a, b) => {
      const activity = { ...ended, priceMicros: a + b, heldMicros: a + b, capturedMicros: a };
      const { Held, Spent, Returned } = told(activity);
      expect(microsOf(Spent) + microsOf(Returned)).toBe(microsOf(Held));
    }),
  );
});

test('while it runs nothing is called spent or returned', () => {
  expect(told({ ...ended, status: 'processing' })).toMatchObject({ Spent: 'not yet', Returned: 'not yet' });
});

test('a price that nobody was to pay is not told as if they had been', () => {
  const free = { ...ended, heldMicros: 0, capturedMicros: 0 };
  expect(told({ ...free, guestAddress: 'digest' })['Price shown']).toBe('a free turn');
  expect(told(free)['Price shown']).toBe('1.039, not charged');
});

/** Reads an amount as a person does, without rounding. */
function microsOf(text = ''): number {
  const [whole = '', fraction = ''] = text.replaceAll(',', '').split('.');
  return Number(whole) * 1_000_000 + Number(fraction.padEnd(6, '0'));
}
