import type { Firestore } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  AccountStats,
  Activity,
  activityIdOf,
  collections,
  defaultCatalog,
  HOUR_MS,
  LedgerEntry,
  MINUTE_MS,
  UsageStats,
} from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/meter.ts';
import { createStore } from '../../src/platform/store.ts';
import { expireLots } from '../../src/upkeep/expire-lots.ts';
import { resetRateLimits } from '../../src/upkeep/reset-rate-limits.ts';
import { rollUpUsage } from '../../src/upkeep/roll-up-usage.ts';
import { credits, grantOf, holdOf, openAccount, workedOf } from '../support/accounts.ts';
import { catalogsOf } from '../support/backend.ts';
import { oneRun } from '../support/one-run.ts';
import { ownDb } from '../support/own-db.ts';
import { layOut, NOW } from './scene.ts';

const servicesOf = (db: Firestore, nowMs = NOW) => ({ db, catalogs: catalogsOf(), now: () => nowMs });

async function read<S extends z.ZodType>(db: Firestore, path: string, schema: S): Promise<z.output<S>> {
  return z.decode(schema, (await db.doc(path).get()).data() as z.input<S>);
}

test('usage is added up once: by hour, operation, model, provider, source and failure, the late ones too', async () => {
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
  expect(await rollUpUsage(servicesOf(db, nowMs), oneRun)).toEqual({ activities: 2, unreadable: 0 });
  expect(await rollUpUsage(servicesOf(db, nowMs), oneRun)).toEqual({ activities: 0, unreadable: 0 });
  // It ends before what was rolled up last did, by a clock that runs behind.
  nowMs = NOW - HOUR_MS;
  await make(4);
  expect(await rollUpUsage(servicesOf(db, NOW + HOUR_MS), oneRun)).toMatchObject({ activities: 1 });

  const day = await read(db, `${collections.usageStats}/2026-05-15`, UsageStats);
  const figures = { completed: 2, failed: 1, expired: 0, guests: 0, capturedMicros: credits(9) };
  expect(day).toMatchObject({ ...figures, failures: { 'provider-failed': 1 } });
  expect(day.sources).toEqual({ welcome: credits(6), purchase: credits(3) });
  expect(day.operations.image).toMatchObject(figures);
  expect(day.models['image/nano-banana']).toMatchObject(figures);
  const provider = defaultCatalog.operations.image?.models['nano-banana']?.provider ?? '';
  expect(day.providers[provider]).toMatchObject(figures);
  const hours = Object.values(day.hours).reduce((sum, hour) => sum + hour.capturedMicros, 0);
  expect(hours).toBe(credits(9));
  const month = await read(db, `${collections.usageStats}/2026-05`, UsageStats);
  expect(month).toEqual({ ...day, period: '2026-05', hours: {} });
  const lifetime = await read(db, `${collections.accountStats}/${uid}`, AccountStats);
  expect(lifetime).toMatchObject({ accountId: uid, ...figures, sources: day.sources });
});

test('the statistics of many at once are what their ledgers say, however many roll-ups run meanwhile', async () => {
  const db = await ownDb();
  const meter = createMeter({ store: createStore(db), now: () => NOW });
  const uids = await Promise.all([1, 2, 3, 4].map(() => openAccount(meter, 500)));
  const holds = uids.flatMap((uid) => Array.from({ length: 25 }, () => ({ uid, hold: holdOf(uid) })));
  const working = holds.map(async ({ uid, hold }, index) => {
    await meter.submit(uid, hold);
    const status = index % 5 === 0 ? 'failed' : 'completed';
    await meter.submit(uid, workedOf(hold, { captureMicros: status === 'failed' ? 0 : credits(1), status }));
  });
  let isOver = false;
  const rolling = [1, 2, 3, 4].map(async () => {
    while (!isOver) await rollUpUsage(servicesOf(db), oneRun);
    await rollUpUsage(servicesOf(db), oneRun);
  });
  await Promise.all(working);
  isOver = true;
  await Promise.all(rolling);
  const ledger = await db.collection(collections.ledger).where('kind', '==', 'usage').get();
  const entries = ledger.docs.map((doc) => z.decode(LedgerEntry, doc.data() as z.input<typeof LedgerEntry>));
  const spentMicros = 0 - entries.reduce((sum, { totalMicros }) => sum + totalMicros, 0);
  const day = await read(db, `${collections.usageStats}/2026-05-15`, UsageStats);
  expect(day).toMatchObject({ completed: 80, failed: 20, capturedMicros: spentMicros });
  const left = await db.collection(collections.activities).where('rollUpAt', '>', new Date(0)).get();
  expect(left.size).toBe(0);
});

test('one that cannot be read is told and left, and holds up no other', async () => {
  const db = await ownDb();
  const meter = createMeter({ store: createStore(db), now: () => NOW });
  const uid = await openAccount(meter, 10);
  for (const requestId of ['first', 'second']) {
    const hold = holdOf(uid, { requestId });
    await meter.submit(uid, hold);
    await meter.submit(uid, workedOf(hold, { captureMicros: credits(1) }));
  }
  const broken = db
    .collection(collections.activities)
    .doc(activityIdOf({ accountId: uid, requestId: 'first' }));
  await broken.update({ priceMicros: 'free' });
  expect(await rollUpUsage(servicesOf(db), oneRun)).toEqual({ activities: 1, unreadable: 1 });
});

test('lots lapse where they are over, and other accounts are not looked at', async () => {
  const db = await ownDb();
  await layOut(db);
  const asked: string[] = [];
  const meter = createMeter({ store: createStore(db), now: () => NOW });
  const watched: typeof meter = {
    ...meter,
    submit(accountId, command) {
      asked.push(accountId);
      return meter.submit(accountId, command);
    },
  };
  expect(await expireLots({ ...servicesOf(db), meter: watched }, oneRun)).toEqual({ accounts: 2, failed: 0 });
  expect(asked.sort()).toEqual(['ann', 'ben']);
  const lapsed = await db.collection(collections.ledger).where('kind', '==', 'lapse').get();
  expect(lapsed.docs.map((doc) => [doc.get('accountId'), doc.get('totalMicros')]).sort()).toEqual([
    ['ann', -credits(7)],
    ['ben', -credits(7)],
  ]);
  expect(await expireLots({ ...servicesOf(db), meter: watched }, oneRun)).toEqual({ accounts: 0, failed: 0 });
});

test('addresses are forgotten when their windows hold nothing, and not before', async () => {
  const db = await ownDb();
  await layOut(db);
  expect(await resetRateLimits(servicesOf(db), oneRun)).toEqual({ addresses: 6, removed: 3 });
  const left = await db.collection(collections.rateLimits).get();
  expect(left.docs.map(({ id }) => id)).toEqual(['held-1', 'held-2', 'held-3']);
  expect(await resetRateLimits(servicesOf(db, NOW + 23 * HOUR_MS + MINUTE_MS), oneRun)).toMatchObject({
    removed: 3,
  });
});

test('a guest that has merged is counted as the guest, once', async () => {
  const db = await ownDb();
  await layOut(db);
  const [ended] = (
    await db.collection(collections.activities).where('status', '==', 'completed').limit(1).get()
  ).docs;
  const activity = z.decode(Activity, ended?.data() as z.input<typeof Activity>);
  const copy = { ...activity, uid: 'zoe', accountId: 'zoe', rollUpAt: null };
  await db.collection(collections.activities).doc(`zoe_${activity.requestId}`).set(z.encode(Activity, copy));
  await rollUpUsage(servicesOf(db), oneRun);
  expect((await db.collection(collections.accountStats).get()).docs.map(({ id }) => id)).toEqual([
    'ann',
    'ben',
    'cem',
  ]);
});
