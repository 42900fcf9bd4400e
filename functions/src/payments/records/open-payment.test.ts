import { expect, test } from 'vitest';
import { newPayment, recordPayment } from './open-payment.ts';

function paymentOf(uid: string) {
  return newPayment({
    accountId: 'pool',
    uid,
    bought: { kind: 'pack', pack: 'starter', label: 'Starter', micros: 100_000_000 },
    via: 'checkout',
    currency: 'usd',
    amountCents: 1_000,
    catalogVersion: 1,
    termsVersion: '2026-11',
    traceId: 'trace',
  });
}

const stored = { ...paymentOf('ann'), createdAt: 1 };
const record = (uid: string) =>
  recordPayment(
    { payment: stored, billing: null, account: null } as never,
    { payment: paymentOf(uid), customerId: 'cus_1' },
    2,
  );

test('a purchase that is repeated by whoever made it is recorded once', () => {
  expect(record('ann')).toEqual({ kind: 'noop' });
});

test('a purchase under a request id of another user of the account is a conflict', () => {
  expect(record('ben')).toMatchObject({ code: 'idempotency-conflict' });
});
