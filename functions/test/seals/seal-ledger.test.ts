import type { Firestore } from 'firebase-admin/firestore';
import { describe, expect, test } from 'vitest';
import { collections, HOUR_MS, MINUTE_MS } from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { ledgerStore } from '../../src/upkeep/seals/chain-store.ts';
import { credits, grantOf, holdOf, openAccount, workedOf } from '../support/accounts.ts';
import { ownDb } from '../support/own-db.ts';
import { killableDb } from '../upkeep/killable-db.ts';
import { heldDb } from './held-db.ts';
import { look, SealJob, timesSealed, verifyLedgerOf } from './sealed-db.ts';

const meterOf = (db: Firestore, now = Date.now) => createMeter({ store: createStore(db), now });

/** Spends so often: each brings an entry. */
async function spend(db: Firestore, uid: string, times: number): Promise<void> {
  const meter = meterOf(db);
  const holds = Array.from({ length: times }, () => holdOf(uid, { operation: 'unsold' }));
  await Promise.all(holds.map((hold) => meter.submit(uid, hold)));
  const captures = holds.map((hold) => workedOf(hold, { captureMicros: credits(1), text: 'made' }));
  await Promise.all(captures.map((capture) => meter.submit(uid, capture)));
}

/** Puts an entry into the ledger as a commit does that was decided a while ago. */
async function addLate(db: Firestore, uid: string, lateMs: number): Promise<string> {
  const id = `grant-late-${lateMs}`;
  const [like] = (await ledgerStore(db, uid).entries.limit(1).get()).docs;
  const createdAt = new Date(Date.now() - lateMs);
  await db
    .collection(collections.ledger)
    .doc(id)
    .set({ ...like?.data(), createdAt });
  return id;
}

async function sealsOf(db: Firestore) {
  const { docs } = await db.collection(collections.ledgerSeals).get();
  return docs.map((doc) => doc.data());
}

describe('the ledger of each account', () => {
  test('is sealed once, with older entries and then new ones, with writes only for those accounts', async () => {
    const db = await ownDb();
    const [ann, ben] = [
      await openAccount(meterOf(db), 500, 'ann'),
      await openAccount(meterOf(db), 50, 'ben_of_us'),
    ];
    await spend(db, ann, 12);
    const job = new SealJob(db);
    expect(await job.run()).toMatchObject({ accounts: 2, entries: 14, seals: 2, leftOut: 0, failed: 0 });
    expect(await job.run()).toMatchObject({ accounts: 0, entries: 0, seals: 0 });
    await spend(db, ben, 3);
    expect(await job.run()).toMatchObject({ accounts: 1, entries: 3, seals: 1 });
    const verified = await verifyLedgerOf(db, ben);
    expect(verified).toMatchObject({
      findings: [],
      seals: 2,
      entries: 4,
      unsealed: 0,
      balanceMicros: credits(47),
    });
    await spend(db, ben, 1);
    expect(await verifyLedgerOf(db, ben)).toMatchObject({
      findings: [],
      entries: 4,
      unsealed: 1,
      unsealedMicros: credits(-1),
    });
    expect(await verifyLedgerOf(db, ann)).toMatchObject({ findings: [], balanceMicros: credits(488) });
  });

  test('includes an entry that commits late, once, however far the job has come', async () => {
    const db = await ownDb();
    const uid = await openAccount(meterOf(db), 100);
    const job = new SealJob(db);
    await job.run();
    // Within the short look, beyond it and found by counting, beyond it in an account that is quiet else.
    await addLate(db, uid, 2 * MINUTE_MS);
    expect(await job.run()).toMatchObject({ entries: 1 });
    await addLate(db, uid, 50 * MINUTE_MS);
    await spend(db, uid, 1);
    expect(await job.run()).toMatchObject({ entries: 2 });
    await addLate(db, uid, 55 * MINUTE_MS);
    expect(await job.run()).toMatchObject({ entries: 0 });
    job.aheadMs = HOUR_MS;
    expect(await job.run()).toMatchObject({ entries: 1 });
    expect(new Set(Object.values(await timesSealed(db, uid)))).toEqual(new Set([1]));
    expect(await verifyLedgerOf(db, uid)).toMatchObject({ findings: [], unsealed: 0 });
  });

  test('is sealed from where the job stopped, even after a day without a run', async () => {
    const db = await ownDb();
    const uid = await openAccount(meterOf(db), 100);
    const job = new SealJob(db);
    await job.run();
    await spend(db, uid, 3);
    job.aheadMs = 24 * HOUR_MS;
    expect(await job.run()).toMatchObject({ entries: 3 });
  });

  test('of a store that has not been raised is sealed by the daily walk', async () => {
    const db = await ownDb({ version: 1 });
    const uid = await openAccount(meterOf(db), 100);
    const job = new SealJob(db);
    await job.run();
    await spend(db, uid, 2);
    expect(await job.run()).toMatchObject({ entries: 0 });
    job.aheadMs = 24 * HOUR_MS;
    expect(await job.run()).toMatchObject({ entries: 2 });
  });

  test('leaves out an entry that arrived later than any honest one, until an admin runs the job', async () => {
    const db = await ownDb();
    const uid = await openAccount(meterOf(db), 100);
    const job = new SealJob(db);
    await job.run();
    const id = await addLate(db, uid, 3 * HOUR_MS);
    await spend(db, uid, 1);
    expect(await job.run()).toMatchObject({ entries: 1 });
    job.aheadMs = 24 * HOUR_MS;
    expect(await job.run()).toMatchObject({ entries: 0, leftOut: 1 });
    expect((await timesSealed(db, uid))[id]).toBe(0);
    expect((await verifyLedgerOf(db, uid)).findings).toEqual([{ kind: 'added', number: null, entryId: id }]);
    expect(await job.run({ isByHand: true })).toMatchObject({ entries: 1, leftOut: 0 });
    expect(await verifyLedgerOf(db, uid)).toMatchObject({ findings: [], unsealed: 0 });
  });

  test('is sealed correctly by a job that is killed at each of its commits and run again', async () => {
    for (const when of ['before', 'after'] as const) {
      const db = await ownDb();
      const [ann, ben] = [
        await openAccount(meterOf(db), 900, 'ann'),
        await openAccount(meterOf(db), 50, 'ben'),
      ];
      await spend(db, ann, 450);
      const job = new SealJob(db);
      let at = 1;
      // The key, three seals of one account, and one of the other.
      for (; at <= 20; at++) {
        const dying = killableDb(db, { at: 1, when });
        const ended = await Promise.race([job.run({ db: dying.db }).then(() => true), dying.died]);
        if (ended) break;
      }
      expect(at).toBeGreaterThan(when === 'after' ? 5 : 20);
      await job.run();
      for (const uid of [ann, ben]) {
        expect(new Set(Object.values(await timesSealed(db, uid)))).toEqual(new Set([1]));
        expect(await verifyLedgerOf(db, uid)).toMatchObject({ findings: [], unsealed: 0 });
      }
    }
  }, 60_000);

  test('is sealed once by concurrent jobs, while entries arrive', async () => {
    const db = await ownDb();
    const uid = await openAccount(meterOf(db), 900);
    await spend(db, uid, 30);
    const run = async () => {
      const job = new SealJob(db);
      for (let turn = 0; turn < 4; turn++) await job.run().catch(() => null);
    };
    await Promise.all([run(), run(), run(), spend(db, uid, 60), spend(db, uid, 60)]);
    await new SealJob(db).run();
    const seals = await sealsOf(db);
    expect(new Set(seals.map(({ number }) => number)).size).toBe(seals.length);
    expect(new Set(Object.values(await timesSealed(db, uid)))).toEqual(new Set([1]));
    expect(await verifyLedgerOf(db, uid)).toMatchObject({ findings: [], unsealed: 0, entries: 151 });
  });

  test('never has two seals after the same one, and a slower run changes nothing', async () => {
    const db = await ownDb();
    const uid = await openAccount(meterOf(db), 900);
    const job = new SealJob(db);
    await job.run();
    await spend(db, uid, 2);
    const slow = heldDb(db);
    const second = new SealJob(db).run({ db: slow.db });
    await slow.reached;
    await spend(db, uid, 3);
    expect(await job.run()).toMatchObject({ entries: 5 });
    const seen = await look(db, uid);
    slow.release();
    expect(await second).toMatchObject({ entries: 0, seals: 0, failed: 0 });
    expect(await verifyLedgerOf(db, uid, seen)).toMatchObject({ findings: [], entries: 6, unsealed: 0 });
  });

  test('is signed with a new key that the previous one vouches for, and the old key signs nothing any more', async () => {
    const db = await ownDb();
    const uid = await openAccount(meterOf(db), 100);
    const job = new SealJob(db);
    await job.run();
    job.secrets = ['second', 'first'];
    await meterOf(db).submit(uid, grantOf({ micros: 1 }));
    await job.run();
    expect(await verifyLedgerOf(db, uid)).toMatchObject({ findings: [], seals: 2, strangeKeys: [] });
    job.secrets = ['first'];
    await expect(job.run()).rejects.toThrow('cannot come back');
    job.secrets = [];
    await expect(job.run()).rejects.toThrow('SEAL_SIGNING_SECRET');
  });
});
