import type { Firestore } from 'firebase-admin/firestore';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  type Activity,
  activityIdOf,
  allWork,
  collections,
  DAY_MS,
  decodeStored,
  defaultCatalog,
  HOUR_MS,
  joinAccounts,
  LedgerEntry,
  percentileMs,
  workKey,
} from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { cleanupOldData } from '../../src/upkeep/cleanup-old-data.ts';
import { logUsage } from '../../src/upkeep/usage/log-usage.ts';
import { EndedActivity, toEndedRow } from '../../src/upkeep/usage/to-usage-row.ts';
import { credits, grantOf, holdOf, openAccount, sweepOf, workedOf } from '../support/accounts.ts';
import { catalogsOf } from '../support/backend.ts';
import { readAccounts, readTotal } from '../support/insights.ts';
import { oneRun } from '../support/one-run.ts';
import { ownDb } from '../support/own-db.ts';
import { rowsOf } from '../support/usage-logs.ts';
import { layOut, NOW } from './scene.ts';

const servicesOf = (db: Firestore, nowMs = NOW) => ({
  ...{ db, catalogs: catalogsOf(), now: () => nowMs },
  settledAfterMs: 0,
});

/** Returns what an account did in the month of its work and in the open one, to which late facts post. */
async function totalsOf(db: Firestore, accountId: string) {
  const periods = await Promise.all(
    ['2026-05', new Date().toISOString().slice(0, 7)].map((month) => readAccounts(db, month)),
  );
  return joinAccounts(periods)[accountId];
}

async function update(db: Firestore, activityId: string, change: object): Promise<void> {
  await db.collection(collections.activities).doc(activityId).update(change);
}

/** One account, and what makes activities of it at a time of the test's own. */
async function workshop({ version = 3 } = {}) {
  const db = await ownDb({ version });
  const clock = { nowMs: NOW };
  const meter = createMeter({ store: createStore(db), now: () => clock.nowMs });
  const uid = await openAccount(meter, 500);
  const make = async (change: Partial<Parameters<typeof workedOf>[1]> & { requestId?: string } = {}) => {
    const { requestId, ...ending } = change;
    const hold = holdOf(uid, { priceMicros: credits(5), ...(requestId && { requestId }) });
    await meter.submit(uid, hold);
    clock.nowMs += 3_000;
    await meter.submit(uid, workedOf(hold, { captureMicros: credits(5), ...ending }));
    return hold;
  };
  return { db, clock, meter, uid, make };
}

describe('the figures', () => {
  test('add up usage by hour, operation, model, provider, source and failure, each activity once', async () => {
    const db = await ownDb();
    let nowMs = NOW;
    const meter = createMeter({ store: createStore(db), now: () => nowMs });
    const uid = await openAccount(meter, 0);
    const welcome = grantOf({ entryId: 'welcome', micros: credits(6) });
    await meter.submit(uid, { ...welcome, lot: { ...welcome.lot, source: 'welcome' } });
    await meter.submit(uid, grantOf({ entryId: 'pack', micros: credits(50), source: 'purchase' }));
    const make = async (captured: number, status: 'completed' | 'failed' = 'completed') => {
      const hold = holdOf(uid, { priceMicros: credits(5) });
      await meter.submit(uid, hold);
      nowMs += 3_000;
      await meter.submit(uid, workedOf(hold, { captureMicros: credits(captured), status, text: 'made' }));
    };
    await make(5);
    await make(0, 'failed');
    const first = await logUsage(servicesOf(db, nowMs), oneRun);
    expect(first).toEqual({ logged: 2, added: 4, unreadable: 0 });
    const second = await logUsage(servicesOf(db, nowMs), oneRun);
    expect(second).toEqual({ logged: 0, added: 0, unreadable: 0 });
    // It ends before what was rolled up last did, by a clock that runs behind.
    nowMs = NOW - HOUR_MS;
    await make(4);
    expect(await logUsage(servicesOf(db, NOW + HOUR_MS), oneRun)).toMatchObject({ logged: 1 });

    const day = await readTotal(db, 'usage');
    const provider = defaultCatalog.operations.image?.models['nano-banana']?.provider ?? '';
    const key = workKey({ operation: 'image', model: 'nano-banana', provider });
    const figures = { completed: 2, failed: 1, expired: 0, guests: 0, capturedMicros: credits(9) };
    expect(day.work[key]).toMatchObject({ ...figures, failures: { 'provider-failed': 1 } });
    expect(percentileMs(day.work[key]?.took ?? {}, 1)).toBeCloseTo(3_000, -2);
    const hours = Object.values(day.hours).reduce((sum, hour) => sum + hour.capturedMicros, 0);
    expect(hours).toBe(credits(9));
    const moved = await readTotal(db, 'credits');
    expect(moved.sources).toMatchObject({ welcome: { used: credits(6) }, purchase: { used: credits(3) } });
    expect(await totalsOf(db, uid)).toMatchObject({ delivered: 2, capturedMicros: credits(9) });
  });

  test('equal the ledgers, however many jobs run while activities end', async () => {
    const db = await ownDb();
    const meter = createMeter({ store: createStore(db), now: () => NOW });
    const uids = await Promise.all([1, 2, 3, 4].map(() => openAccount(meter, 500)));
    const holds = uids.flatMap((uid) => Array.from({ length: 25 }, () => ({ uid, hold: holdOf(uid) })));
    const working = holds.map(async ({ uid, hold }, index) => {
      await meter.submit(uid, hold);
      const status = index % 5 === 0 ? 'failed' : 'completed';
      await meter.submit(
        uid,
        workedOf(hold, { captureMicros: status === 'failed' ? 0 : credits(1), status }),
      );
    });
    let isOver = false;
    const logging = [1, 2, 3].map(async () => {
      // As far behind as the emulator's commits can be on their way.
      while (!isOver) await logUsage({ ...servicesOf(db), settledAfterMs: 2_000 }, oneRun);
      await logUsage(servicesOf(db), oneRun);
    });
    await Promise.all(working);
    isOver = true;
    await Promise.all(logging);
    await logUsage(servicesOf(db), oneRun);
    const ids = (await rowsOf(db)).map(({ accountId, requestId }) =>
      activityIdOf({ accountId, requestId: requestId ?? '' }),
    );
    expect(ids.sort()).toEqual(holds.map(({ hold }) => hold.activityId).sort());
    const ledger = await db.collection(collections.ledger).where('kind', '==', 'usage').get();
    const entries = ledger.docs.map((doc) =>
      z.decode(LedgerEntry, doc.data() as z.input<typeof LedgerEntry>),
    );
    const work = allWork(await readTotal(db, 'usage'));
    expect(work).toMatchObject({ completed: 80, failed: 20 });
    expect(work.capturedMicros).toBe(entries.reduce((sum, { totalMicros }) => sum - totalMicros, 0));
  });
});

describe('usage logs', () => {
  test('keep the facts for figures, and no personal data except ids', async () => {
    const { db, uid, make } = await workshop();
    const { draft } = await make({ captureMicros: credits(4) });
    await logUsage(servicesOf(db), oneRun);
    const [row] = await rowsOf(db);
    expect(row).toEqual({
      ...{ fact: 'ended', times: 1, accountId: uid, uid, requestId: draft.requestId, isGuest: false },
      isInternal: false,
      ...{ operation: 'image', kind: 'image', model: 'nano-banana', provider: 'google', runBy: 'server' },
      ...{
        status: 'completed',
        code: null,
        catalogVersion: 1,
        requested: { images: 1 },
        used: { images: 1 },
      },
      ...{ priceMicros: credits(5), heldMicros: credits(5), capturedMicros: credits(4), costUsdMicros: 0 },
      drawn: [{ lotId: expect.any(String), source: 'bonus', micros: credits(4), unitValue: null }],
      ...{ createdAtMs: NOW, startedAtMs: NOW, endedAtMs: NOW + 3_000 },
      recordedAtMs: expect.closeTo(Date.now(), -6),
    });
  });

  test('include an activity whose commit the store recorded after others had been logged', async () => {
    const { db, clock, make } = await workshop();
    await make();
    await logUsage(servicesOf(db), oneRun);
    // Decided long ago by an instance that stood still before it sent its commit.
    clock.nowMs = NOW - 20 * DAY_MS;
    const { draft } = await make();
    await logUsage(servicesOf(db), oneRun);
    expect((await rowsOf(db)).map(({ requestId }) => requestId)).toContain(draft.requestId);
  });

  test('wait until no earlier commit can still arrive', async () => {
    const { db, make } = await workshop();
    await make();
    const services = { ...servicesOf(db), settledAfterMs: 3_600_000 };
    expect(await logUsage(services, oneRun)).toMatchObject({ logged: 0 });
    expect(await logUsage(servicesOf(db), oneRun)).toMatchObject({ logged: 1 });
  });

  test.each([3, 2])(
    'add the cost of a late delivery, once, whenever it is logged (store at %i)',
    async (version) => {
      const { db, meter, clock, uid } = await workshop({ version });
      const late = async (isLoggedBetween: boolean) => {
        const hold = holdOf(uid);
        await meter.submit(uid, hold);
        clock.nowMs += 2 * HOUR_MS;
        await meter.submit(uid, sweepOf(hold.activityId));
        if (isLoggedBetween) await logUsage(servicesOf(db), oneRun);
        const worked = workedOf(hold, { captureMicros: credits(1), text: 'late' });
        if (worked.ending.kind !== 'worked') throw new Error('not worked');
        const usage = { ...worked.ending.usage, costUsdMicros: 70 };
        await meter.submit(uid, { ...worked, ending: { ...worked.ending, usage } });
        await logUsage(servicesOf(db), oneRun);
      };
      await late(true);
      await late(false);
      await logUsage(servicesOf(db, NOW + 3 * DAY_MS), oneRun);
      const rows = await rowsOf(db);
      expect(rows.filter(({ fact, status }) => fact === 'ended' && status === 'expired')).toHaveLength(2);
      expect(rows.reduce((sum, { costUsdMicros }) => sum + (costUsdMicros ?? 0), 0)).toBe(140);
      // Figures wait until the store notes when it took what.
      if (version < 3) return;
      const figures = { expired: 2, completed: 0, costUsdMicros: 140 };
      expect(allWork(await readTotal(db, 'usage'))).toMatchObject(figures);
    },
  );

  test('count work in its own units next to the built-in ones, and delay no other work', async () => {
    const { db, uid, meter, make } = await workshop();
    const hold = holdOf(uid, { priceMicros: credits(5) });
    const quantity = { characters: 40, variant: 'fine', counts: { page: 3 } };
    const own = { ...hold, draft: { ...hold.draft, quantity } };
    await meter.submit(uid, own);
    await meter.submit(uid, workedOf(own, { captureMicros: credits(5) }));
    await make();
    expect(await logUsage(servicesOf(db), oneRun)).toEqual({ logged: 2, added: 3, unreadable: 0 });
    const row = (await rowsOf(db)).find(({ requestId }) => requestId === hold.draft.requestId);
    const counted = { characters: 40, variant: 'fine', page: 3 };
    expect(row).toMatchObject({ requested: counted, used: counted });
    expect(allWork(await readTotal(db, 'usage'))).toMatchObject({ completed: 2 });
  });

  test('include no row that could not be read again', async () => {
    const { db, make } = await workshop();
    const { activityId } = await make();
    const document = await db.collection(collections.activities).doc(activityId).get();
    const activity = decodeStored(EndedActivity, document.data());
    const catalog = defaultCatalog;
    expect(toEndedRow(activity, { catalog })).toMatchObject({ used: { images: 1 } });
    const odd = { ...activity, quantity: { counts: { page: { of: 3 } } } as never };
    expect(() => toEndedRow(odd, { catalog })).toThrow(z.ZodError);
  });

  test('include rejections with user and account, and count those that a flood left out', async () => {
    const db = await ownDb();
    const entry = {
      atMs: NOW,
      accountId: 'team',
      uid: 'ann',
      operation: 'image',
      model: 'nano-banana',
      code: 'moderated',
    };
    const rejections = { schemaVersion: 1, count: 7, entries: [entry, entry], createdAt: new Date(NOW) };
    await db.collection(collections.rejections).add(rejections);
    await logUsage(servicesOf(db), oneRun);
    await logUsage(servicesOf(db), oneRun);
    const usage = await readTotal(db, 'usage');
    expect(usage).toMatchObject({ work: {}, rejections: { moderated: 7 } });
    expect(await totalsOf(db, 'team')).toBeUndefined();
    const [row] = await rowsOf(db);
    expect(row).toMatchObject({ accountId: 'team', uid: 'ann' });
  });

  test('leave out an unreadable activity, delay no other, and include it once it is repaired', async () => {
    const { db, uid, make } = await workshop();
    for (const requestId of ['first', 'second']) await make({ requestId });
    const broken = activityIdOf({ accountId: uid, requestId: 'first' });
    await update(db, broken, { priceMicros: 'free' });
    expect(await logUsage(servicesOf(db), oneRun)).toMatchObject({ logged: 1, unreadable: 1 });
    const later = servicesOf(db, NOW + 3 * DAY_MS);
    expect(await logUsage(later, oneRun)).toMatchObject({ logged: 0, unreadable: 1 });
    expect(await logUsage(later, oneRun)).toMatchObject({ logged: 0, unreadable: 1 });
    await update(db, broken, { priceMicros: credits(5) });
    expect(await logUsage(later, oneRun)).toMatchObject({ logged: 1, unreadable: 0 });
    expect((await rowsOf(db)).map(({ requestId }) => requestId).sort()).toEqual(['first', 'second']);
  });

  test('include activities of builds that store no time of the store, once their day is over', async () => {
    const { db, make } = await workshop({ version: 1 });
    const { draft } = await make({ captureMicros: credits(4) });
    expect(await logUsage(servicesOf(db), oneRun)).toMatchObject({ logged: 0 });
    const later = servicesOf(db, NOW + 3 * DAY_MS);
    expect(await logUsage(later, oneRun)).toMatchObject({ logged: 1 });
    expect(await logUsage(later, oneRun)).toMatchObject({ logged: 0 });
    const [row] = await rowsOf(db);
    expect(row).toMatchObject({
      requestId: draft.requestId,
      used: { images: 1 },
      capturedMicros: credits(4),
    });
  });

  test('include a guest’s work once, as the guest’s, when it was copied to another account', async () => {
    const { db, uid, make } = await workshop({ version: 1 });
    const { draft } = await make();
    await make({ requestId: 'other' });
    const activities = db.collection(collections.activities);
    const original = (await activities.doc(activityIdOf(draft)).get()).data() as z.input<typeof Activity>;
    await activities
      .doc(activityIdOf({ accountId: 'zoe', requestId: draft.requestId }))
      .set({ ...original, uid: 'zoe', accountId: 'zoe' });
    const actor = { uid: 'zoe', email: null, role: null };
    await db
      .collection(collections.audit)
      .doc(`merge-${uid}`)
      .set({
        ...{ schemaVersion: 1, action: 'merge-guest', actor, target: uid, before: null, after: null },
        ...{ reason: 'Signed in as zoe', ip: null, traceId: 'test', createdAt: new Date(NOW) },
      });
    await logUsage(servicesOf(db, NOW + 3 * DAY_MS), oneRun);
    expect((await rowsOf(db)).map((row) => [row.uid, row.requestId]).sort()).toEqual(
      [
        [uid, draft.requestId],
        [uid, 'other'],
      ].sort(),
    );
  });
});

test('clean-up deletes only what is logged', async () => {
  const db = await ownDb();
  await layOut(db);
  const services = { ...servicesOf(db), outputs: { remove: async () => undefined } };
  expect(await cleanupOldData(services, oneRun)).toMatchObject({ activities: 6, failed: 0 });
  const old = (await rowsOf(db)).filter(({ requestId }) => requestId?.startsWith('old-'));
  expect(old).toHaveLength(6);
});
