import type { Payment } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { readRefund, refundableCents } from './refund-draft.ts';

const payment = {
  currency: 'usd',
  paidCents: 4_000,
  paymentIntentId: 'pi_1',
  reversals: {
    re_1: { kind: 'refund', amountCents: 500, state: 'done' },
    re_2: { kind: 'refund', amountCents: 1_000, state: 'undone' },
    re_3: { kind: 'refund', amountCents: 300, state: 'open' },
  },
} as unknown as Payment;
const draft = { how: 'part', amount: '32', reason: 'As asked' } as const;

test('what can be given back is what was paid, less what has gone back or is on its way', () => {
  expect(refundableCents(payment)).toBe(3_200);
  expect(refundableCents({ ...payment, paidCents: null })).toBe(0);
});

test('a part is sent in the smallest unit, and the whole as the whole', () => {
  expect(readRefund(draft, payment).wish).toEqual({ amountCents: 3_200, reason: 'As asked' });
  expect(readRefund({ ...draft, amount: '0.29' }, payment).wish?.amountCents).toBe(29);
  expect(readRefund({ ...draft, how: 'all' }, payment).wish?.amountCents).toBeNull();
  const yen = { ...payment, currency: 'jpy' };
  expect(readRefund({ ...draft, amount: '32' }, yen).wish?.amountCents).toBe(32);
});

test.each([
  [{ amount: '' }, 'amount'],
  [{ amount: '0' }, 'amount'],
  [{ amount: '32.01' }, 'amount'],
  [{ reason: ' ' }, 'reason'],
])('%o is not sent, and the fault stands at its field', (changed, field) => {
  expect(Object.keys(readRefund({ ...draft, ...changed }, payment).faults ?? {})).toEqual([field]);
});
