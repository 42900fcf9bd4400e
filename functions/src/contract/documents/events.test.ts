import { expect, expectTypeOf, test } from 'vitest';
import { type LedgerEntry, type MeterEvent, meterEvents, toEvent } from '../index.ts';

const movement = {
  ...{ schemaVersion: 1, accountId: 'ann', debtDeltaMicros: 0, traceId: 'trace', createdAt: 5 },
  actor: { kind: 'system', uid: null },
} as const;
const out = [{ lotId: 'lot', source: 'purchase', amountMicros: -7 }] as LedgerEntry['amounts'];
const lot = { lotId: 'lot', grantedAtMs: 1, expiresAtMs: null, paymentId: 'pay' } as const;
const came = { ...movement, kind: 'grant', totalMicros: 7, reason: 'Bought' } as const;

const entries: Record<string, LedgerEntry> = {
  purchase: { ...came, amounts: [], lot: { ...lot, source: 'purchase' } },
  grant: { ...came, amounts: [], lot: { ...lot, source: 'welcome', paymentId: null } },
  refund: { ...movement, kind: 'revoke', amounts: out, totalMicros: -7, debtDeltaMicros: 3, reason: 'Back' },
  'usage-captured': {
    ...{ ...movement, kind: 'usage', amounts: out, totalMicros: -7, activityId: 'ann_1', uid: 'ann' },
    ...{ operation: 'image', model: 'one', quantity: { images: 1 }, costUsdMicros: 2, catalogVersion: 1 },
    priceMicros: 9,
  },
  'lot-lapsed': { ...movement, kind: 'lapse', amounts: out, totalMicros: -7 },
  'debt-repaid': { ...movement, kind: 'repay', amounts: out, totalMicros: -7, debtDeltaMicros: -7 },
};

test.each(Object.entries(entries))('a ledger entry becomes the event %s under its own id', (name, entry) => {
  const event = toEvent('entry-1', entry);
  expect(event).toMatchObject({ name, eventId: 'entry-1', accountId: 'ann', atMs: 5, micros: 7 });
  expect(meterEvents[event.name].parse(event)).toMatchObject(event);
  expect(toEvent('entry-1', entry)).toEqual(event);
});

test('every declared event follows from some ledger entry', () => {
  expect(Object.keys(entries).sort()).toEqual(Object.keys(meterEvents).sort());
});

test('the type of an event’s payload follows from its name', () => {
  expectTypeOf<MeterEvent<'purchase'>>().toHaveProperty('paymentId');
  expectTypeOf<MeterEvent<'lot-lapsed'>>().not.toHaveProperty('paymentId');
});
