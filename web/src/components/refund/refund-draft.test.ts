import type { Account, Payment } from '@firemeter/functions/contract';
import { describe, expect, test } from 'vitest';
import { readRefund, refundableCents, refundEffect } from './refund-draft.ts';

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

describe('what a refund does', () => {
  const lot = { lotId: 'purchase-1', expiresAtMs: null };
  const bought = { kind: 'pack', micros: 100 };
  const pack = {
    ...payment,
    paidCents: 1_000,
    reversals: {},
    revokedMicros: 0,
    bought,
    lot,
  } as unknown as Payment;
  const effect = (remaining: number | null, amountCents: number | null, change: object = {}) => {
    const lots = remaining === null ? [] : [{ lotId: 'purchase-1', remainingMicros: remaining }];
    const account = { lots } as unknown as Account;
    return refundEffect({ ...pack, ...change } as Payment, { amountCents, account, nowMs: 5 });
  };

  test('takes the credits behind the money, and what was spent of them will be owed', () => {
    expect(effect(100, null)).toEqual({ takenMicros: 100, owedMicros: 0 });
    expect(effect(100, 250)).toEqual({ takenMicros: 25, owedMicros: 0 });
    expect(effect(30, 400)).toEqual({ takenMicros: 30, owedMicros: 10 });
    expect(effect(null, null)).toEqual({ takenMicros: 0, owedMicros: 100 });
  });

  test('takes no more than what earlier refunds have left', () => {
    const reversals = { re_1: { kind: 'refund', amountCents: 600, state: 'done' } };
    expect(effect(40, null, { reversals, revokedMicros: 60 })).toEqual({ takenMicros: 40, owedMicros: 0 });
  });

  test('is nothing to credits that have expired, and not told of plans', () => {
    expect(effect(null, null, { lot: { ...lot, expiresAtMs: 5 } })).toEqual({
      takenMicros: 0,
      owedMicros: 0,
    });
    expect(effect(100, null, { bought: { kind: 'plan', micros: 100 } })).toBeNull();
  });
});
