import { FieldValue, type Firestore } from 'firebase-admin/firestore';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  activityIdOf,
  collections,
  DAY_MS,
  type Drift,
  HOUR_MS,
  LedgerReport,
} from '../../src/contract/index.ts';
import { toPlaceholder } from '../../src/generation/to-placeholder.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { createActivities } from '../../src/platform/store/activities.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { cleanupOldData } from '../../src/upkeep/cleanup-old-data.ts';
import { expireLots } from '../../src/upkeep/expire-lots.ts';
import { expireStaleHolds } from '../../src/upkeep/expire-stale-holds.ts';
import { verifyLedger } from '../../src/upkeep/verify/verify-ledger.ts';
import { credits, holdOf, newRequestId, openAccount, workedOf } from '../support/accounts.ts';
import { catalogsOf, contextOf } from '../support/backend.ts';
import { oneRun } from '../support/one-run.ts';
import { ownDb } from '../support/own-db.ts';
import { dumpOf, layOut, NOW, restore } from './scene.ts';

function verify(db: Firestore, { nowMs = AFTER, isByHand = true } = {}) {
  const now = () => nowMs;
  const services = { db, catalogs: catalogsOf(), now };
  return verifyLedger(services, { ...oneRun, isByHand });
}

async function driftsOf(db: Firestore): Promise<Drift[]> {
  const { docs } = await db.collection(collections.ledgerReports).get();
  return docs.flatMap((doc) => z.decode(LedgerReport, doc.data() as z.input<typeof LedgerReport>).drifts);
}

const AFTER = NOW + 2 * HOUR_MS;

/** The scene two hours later, swept and lapsed: nothing is off. */
async function scene(): Promise<Firestore> {
  const db = await ownDb();
  await layOut(db);
  const now = () => AFTER;
  const services = { db, activities: createActivities(db), catalogs: catalogsOf(), now };
  const meter = createMeter({ store: createStore(db), now });
  await expireStaleHolds({ ...services, meter }, oneRun);
  await expireLots({ ...services, meter }, oneRun);
  return db;
}

const ledgerOf = (db: Firestore) => db.collection(collections.ledger);
const activitiesOf = (db: Firestore) => db.collection(collections.activities);

describe('the verifier', () => {
  test('finds nothing while a hundred requests a second are written', async () => {
    const db = await ownDb();
    const meter = createMeter({ store: createStore(db) });
    const uids = await Promise.all([1, 2, 3].map(() => openAccount(meter, 10_000)));
    let isOver = false;
    let written = 0;
    const work = async (uid: string) => {
      while (!isOver) {
        // Nothing sells it, so nothing limits it.
        const hold = holdOf(uid, { operation: 'unsold' });
        await meter.submit(uid, hold);
        await meter.submit(uid, workedOf(hold, { captureMicros: credits(1), text: 'made' }));
        written++;
      }
    };
    const working = uids.flatMap((uid) => [work(uid), work(uid), work(uid)]);
    const found = [];
    for (let pass = 0; pass < 3; pass++) {
      const before = written;
      found.push(await verify(db, { nowMs: Date.now() + pass * 1_000 }));
      expect(written).toBeGreaterThan(before);
    }
    isOver = true;
    await Promise.all(working);
    expect(found.map(({ accounts, drifts }) => ({ accounts, drifts }))).toEqual(
      Array(3).fill({ accounts: 3, drifts: 0 }),
    );
  });

  test('reports each drift once, and changes nothing but its own reports and the alert', async () => {
    const db = await scene();
    await ledgerOf(db).doc('usage-ann_ended-0').delete();
    await db.collection(collections.results).doc('ben_ended-0').delete();
    const lost = await activitiesOf(db).doc('cem_ended-0').get();
    await activitiesOf(db)
      .doc('ghost_ended-0')
      .set({ ...lost.data(), uid: 'ghost', accountId: 'ghost' });
    await ledgerOf(db)
      .doc('usage-wraith')
      .set({ ...(await ledgerOf(db).doc('usage-cem_ended-0').get()).data(), accountId: 'wraith' });
    const request = { requestId: newRequestId(), nowMs: AFTER };
    const placeholder = toPlaceholder(contextOf('stranger'), request);
    await createActivities(db).reserve(activityIdOf({ accountId: 'stranger', ...request }), placeholder);
    const before = await dumpOf(db);
    expect(await verify(db)).toMatchObject({ accounts: 3 });
    const told = (await driftsOf(db)).map(({ kind, accountId }) => `${accountId} ${kind}`);
    expect(told.sort()).toEqual([
      'ann credits-off',
      'ann usage-missing',
      'ben result-missing',
      'ghost account-missing',
      'wraith account-missing',
    ]);
    const own = new RegExp(
      `^(${collections.ledgerReports}|${collections.ledgerCheckpoints}|${collections.alerts})/`,
    );
    const after = [...(await dumpOf(db))].filter(([path]) => !own.test(path));
    expect(after).toEqual([...before]);
  });

  test('starts from its checkpoints each night, and reads everything again within a week', async () => {
    const db = await scene();
    const { entries = 0 } = await verify(db);
    const nights = Array.from({ length: 7 }, (_, day) => AFTER + (day + 1) * DAY_MS);
    const first = await verify(db, { nowMs: nights[0] ?? 0, isByHand: false });
    expect(first.entries).toBeLessThan(entries);
    // Long before any checkpoint, and all that it moved put back: only reading it again can tell.
    await ledgerOf(db).doc('usage-ann_ended-0').update({ amounts: [] });
    for (const nowMs of nights) await verify(db, { nowMs, isByHand: false });
    expect((await driftsOf(db)).map(({ kind }) => kind)).toContain('entry-unbalanced');
  });

  test('finds new drifts from a checkpoint too', async () => {
    const db = await scene();
    await verify(db);
    await db.collection(collections.accounts).doc('ben').update({ debtMicros: 7 });
    const nowMs = AFTER + HOUR_MS / 2;
    await verify(db, { nowMs, isByHand: false });
    expect(await driftsOf(db)).toMatchObject([{ accountId: 'ben', kind: 'debt-off', offByMicros: 7 }]);
  });

  test('continues to find a drift older than a checkpoint, each night until it is right', async () => {
    const db = await scene();
    await verify(db);
    const entry = ledgerOf(db).doc('usage-ann_ended-0');
    const was = (await entry.get()).data() ?? {};
    await entry.update({ amounts: [] });
    const nowMs = AFTER + HOUR_MS / 2;
    const found = await verify(db, { nowMs });
    expect(found.drifts).toBeGreaterThan(0);
    for (let night = 1; night <= 7; night++) {
      const again = await verify(db, { nowMs: nowMs + night * DAY_MS, isByHand: false });
      expect(again.drifts, `night ${night}`).toBeGreaterThan(0);
    }
    await entry.set(was);
    expect(await verify(db, { nowMs: nowMs + 8 * DAY_MS, isByHand: false })).toMatchObject({ drifts: 0 });
  });

  test('finds nothing after a clean-up, which leaves ledger, audit, abuse and statistics unchanged', async () => {
    const db = await scene();
    const kept = [collections.audit, collections.abuse, collections.insights];
    for (const name of kept)
      await db
        .collection(name)
        .doc('old')
        .set({ createdAt: new Date(0) });
    const copy = await ownDb();
    await restore(copy, await dumpOf(db));
    const later = AFTER + 200 * DAY_MS;
    const outputs = { remove: async () => undefined };
    // What cannot be logged waits; the rest is old by then.
    const all = await activitiesOf(db).get();
    const { ref } = all.docs.find(({ id }) => id === 'ann_stale') ?? {};
    await ref?.update({ runBy: 'nobody', recordedAt: FieldValue.delete(), shard: 1 });
    const services = { db, catalogs: catalogsOf(), outputs, now: () => later, settledAfterMs: 0 };
    const cleaned = await cleanupOldData(services, oneRun);
    await ref?.update({ runBy: 'client' });
    expect(cleaned).toEqual({
      activities: all.size - 1,
      failed: 1,
      rejections: 0,
      notifications: 0,
      deliveries: 0,
    });
    expect((await activitiesOf(db).get()).docs.map(({ id }) => id)).toEqual(['ann_stale']);
    for (const name of [collections.ledger, collections.accounts, ...kept]) {
      const [now, was] = await Promise.all([db.collection(name).get(), copy.collection(name).get()]);
      expect(now.docs.map((doc) => doc.data())).toEqual(was.docs.map((doc) => doc.data()));
    }
    expect(await verify(db, { nowMs: later })).toMatchObject({ accounts: 3, drifts: 0 });
  });
});
