import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/contract/index.ts';
import type { Command } from '../../src/meter/commands.ts';
import { createMeter, type Meter } from '../../src/meter/lane/meter.ts';
import { createStore } from '../../src/platform/store/store.ts';
import {
  codesOf,
  credits,
  expectBooksBalance,
  grantOf,
  holdOf,
  newRequestId,
  openAccount,
  revokeOf,
  suspendOf,
  testDb,
  workedOf,
} from '../support/accounts.ts';

const db = testDb();
const store = createStore(db);

describe('idempotency', () => {
  /** How the account comes to refuse, through another lane; and what the refused request looks like. */
  const refusals: [code: string, make: (meter: Meter, uid: string) => Promise<Partial<Command<'hold'>>>][] = [
    [
      'insufficient-credits',
      async (meter, uid) => {
        const { account } = await meter.submit(uid, grantOf({ micros: 1 }));
        for (const { lotId, source, remainingMicros } of account.lots) {
          await meter.submit(uid, revokeOf({ lotId, source, micros: remainingMicros }));
        }
        return {};
      },
    ],
    [
      'suspended',
      async (meter, uid) => {
        await meter.submit(uid, suspendOf('suspend'));
        return {};
      },
    ],
    [
      'rate-limited',
      async (meter, uid) => {
        await meter.submit(uid, holdOf(uid, { limit: { max: 2, windowMs: 60_000 } }));
        return { limit: { max: 2, windowMs: 60_000 } };
      },
    ],
    ['price-changed', async () => ({ priceMicros: credits(2), shownPriceMicros: credits(1) })],
    [
      'moderated',
      async () => ({ rejection: new AppError('moderated', { category: 'hats', label: 'Hats' }).toJSON() }),
    ],
    ['blocked', async () => ({ rejection: new AppError('blocked').toJSON() })],
    [
      'operation-disabled',
      async () => ({
        rejection: new AppError('operation-disabled', { reason: 'model', label: 'Kite' }).toJSON(),
      }),
    ],
    [
      'unknown-model',
      async () => ({
        rejection: new AppError('unknown-model', { operation: 'image', model: 'none' }).toJSON(),
      }),
    ],
  ];

  test.concurrent.each(refusals)(
    'a retry whose first response was lost gets the stored hold, even if the account now rejects: %s',
    async (code, makeRefuse) => {
      const [here, elsewhere] = [createMeter({ store }), createMeter({ store })];
      const uid = await openAccount(here, 10);
      const requestId = newRequestId();
      const limit = { max: 2, windowMs: 60_000 };
      const first = await here.submit(uid, holdOf(uid, { requestId, nonce: 'first', limit }));
      const changed = await makeRefuse(elsewhere, uid);

      for (const meter of [here, elsewhere, createMeter({ store })]) {
        const refused = meter.submit(uid, { ...holdOf(uid), ...changed });
        await expect(refused).rejects.toMatchObject({ code });
        const retry = await meter.submit(uid, { ...holdOf(uid, { requestId }), ...changed });
        expect(retry.isNew).toBe(false);
        expect(retry.activity?.value).toEqual(first.activity?.value);
      }
      await expectBooksBalance(uid);
    },
  );

  test('a request id with another intent is a conflict, at once and later, here and elsewhere', async () => {
    const [here, elsewhere] = [createMeter({ store }), createMeter({ store })];
    const uid = await openAccount(here, 10);
    const requestId = newRequestId();
    const both = await Promise.allSettled([
      here.submit(uid, holdOf(uid, { requestId, intent: 'one' })),
      here.submit(uid, holdOf(uid, { requestId, intent: 'two' })),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    for (const meter of [here, elsewhere]) {
      const other = meter.submit(uid, holdOf(uid, { requestId, intent: 'two' }));
      await expect(other).rejects.toMatchObject({ code: 'idempotency-conflict' });
    }
    await expectBooksBalance(uid);
  });

  test('a cause grants once, however often and wherever it arrives, and never another amount', async () => {
    const meters = [createMeter({ store }), createMeter({ store })] as const;
    const uid = await openAccount(meters[0], 0);
    const grant = grantOf({ micros: credits(7) });
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? meters[0] : meters[1]).submit(uid, grant)),
    );
    const other = meters[0].submit(uid, { ...grant, amountMicros: credits(8) });
    await expect(other).rejects.toMatchObject({ code: 'idempotency-conflict' });
    const { account } = await expectBooksBalance(uid);
    expect(account.lots.map(({ remainingMicros }) => remainingMicros)).toEqual([credits(7)]);
  });

  test('a second end of the same work changes nothing', async () => {
    const [here, elsewhere] = [createMeter({ store }), createMeter({ store })];
    const uid = await openAccount(here, 10);
    const hold = holdOf(uid, { priceMicros: credits(4) });
    const { activity } = await here.submit(uid, hold);
    if (!activity) throw new Error('not held');
    const ends = await Promise.all([
      here.submit(uid, workedOf(hold, { captureMicros: credits(4) }), activity),
      here.submit(uid, workedOf(hold, { captureMicros: 0, status: 'failed' }), activity),
      elsewhere.submit(uid, workedOf(hold, { captureMicros: credits(1) }), activity),
    ]);
    expect(ends.filter(({ isNew }) => isNew)).toHaveLength(1);
    const statuses = ends.map((end) => [end.activity?.value.status, end.activity?.value.capturedMicros]);
    expect(new Set(statuses.map(String)).size).toBe(1);
    await expectBooksBalance(uid);
  });
});

describe('rejections use current data', () => {
  test('an account suspended and reinstated through one lane is rejected and admitted by the other at once', async () => {
    const [here, elsewhere] = [createMeter({ store }), createMeter({ store })];
    const uid = await openAccount(here, 10);
    await here.submit(uid, holdOf(uid));
    await elsewhere.submit(uid, suspendOf('suspend'));
    await expect(elsewhere.submit(uid, holdOf(uid))).rejects.toMatchObject({ code: 'suspended' });
    await expect(here.submit(uid, holdOf(uid))).rejects.toMatchObject({ code: 'suspended' });
    await elsewhere.submit(uid, suspendOf('reinstate'));
    await expect(here.submit(uid, holdOf(uid))).resolves.toMatchObject({ isNew: true });
    await expect(elsewhere.submit(uid, holdOf(uid))).resolves.toMatchObject({ isNew: true });
  });

  test('credits granted through another lane are seen before anything is rejected', async () => {
    const [here, elsewhere] = [createMeter({ store }), createMeter({ store })];
    const uid = await openAccount(here, 1);
    await here.submit(uid, holdOf(uid));
    await elsewhere.submit(uid, grantOf({ micros: credits(1) }));
    await expect(here.submit(uid, holdOf(uid))).resolves.toMatchObject({ isNew: true });
    await expectBooksBalance(uid);
  });
});

describe('isolation', () => {
  test('one command among fifty that can’t be stored fails alone', async () => {
    const meter = createMeter({ store });
    const uid = await openAccount(meter, 100);
    const poisoned = holdOf(uid);
    const calls = Array.from({ length: 49 }, () => meter.submit(uid, holdOf(uid)));
    const draft = { ...poisoned.draft, promptPreview: undefined as unknown as string };
    calls.splice(20, 0, meter.submit(uid, { ...poisoned, draft }));
    expect(await codesOf(calls)).toEqual({ ok: 49, internal: 1 });
    await expectBooksBalance(uid);
  });

  test('one command among fifty that the store rejects fails alone', async () => {
    const meter = createMeter({ store });
    const uid = await openAccount(meter, 100);
    const calls = Array.from({ length: 49 }, () => meter.submit(uid, holdOf(uid)));
    const poisoned = holdOf(uid);
    const tooLong = { ...poisoned, activityId: `${uid}_${'x'.repeat(2_000)}` };
    calls.splice(20, 0, meter.submit(uid, tooLong));
    expect(await codesOf(calls)).toEqual({ ok: 49, internal: 1 });
    await expectBooksBalance(uid);
  });

  test('one command among fifty with an id that no document can have fails alone', async () => {
    const uid = await openAccount(createMeter({ store }), 100);
    // It has not read the account yet, so all fifty share a read.
    const meter = createMeter({ store });
    const calls = Array.from({ length: 49 }, () => meter.submit(uid, holdOf(uid)));
    const rejection = new AppError('blocked').toJSON();
    calls.splice(20, 0, meter.submit(uid, { ...holdOf(uid), rejection, activityId: `${uid}_a/b` }));
    expect(await codesOf(calls)).toEqual({ ok: 49, internal: 1 });
    await expectBooksBalance(uid);
  });

  test('one command among fifty whose own record can’t be read fails alone', async () => {
    const meter = createMeter({ store });
    const uid = await openAccount(meter, 100);
    const poisoned = holdOf(uid);
    await db.collection('ai_activity').doc(poisoned.activityId).set({ uid, broken: true });
    const calls = Array.from({ length: 49 }, () => meter.submit(uid, holdOf(uid)));
    calls.splice(20, 0, meter.submit(uid, poisoned));
    expect(await codesOf(calls)).toEqual({ ok: 49, internal: 1 });
    await db.collection('ai_activity').doc(poisoned.activityId).delete();
    await expectBooksBalance(uid);
  });
});
