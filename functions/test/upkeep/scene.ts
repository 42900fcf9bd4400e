import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { Activity, collections, DAY_MS, HOUR_MS } from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { credits, grantOf, holdOf, openAccount, workedOf } from '../support/accounts.ts';

export const NOW = Date.UTC(2026, 4, 15, 12);

/** Every document of a database, by its path, as it is stored. */
export type Dump = ReadonlyMap<string, FirebaseFirestore.DocumentData>;

export async function dumpOf(db: Firestore): Promise<Dump> {
  const all = await Promise.all((await db.listCollections()).map((collection) => collection.get()));
  const documents = all.flatMap(({ docs }) => docs.map((doc) => [doc.ref.path, doc.data()] as const));
  return new Map(documents.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export async function restore(db: Firestore, dump: Dump): Promise<void> {
  const all = [...dump];
  for (let first = 0; first < all.length; first += 450) {
    const batch = db.batch();
    for (const [path, data] of all.slice(first, first + 450)) batch.set(db.doc(path), data);
    await batch.commit();
  }
}

/** Something for every job to do, and beside each thing one like it that must stay as it is. */
export async function layOut(db: Firestore): Promise<void> {
  let nowMs = NOW - 3 * DAY_MS;
  const meter = createMeter({ store: createStore(db), now: () => nowMs });
  const uids = ['ann', 'ben', 'cem'];
  for (const uid of uids) await openAccount(meter, 100, uid);

  // Ended, on two days and in two hours: done, failed, and partly charged.
  for (const uid of uids) {
    for (const [index, captured] of [5, 0, 2].entries()) {
      nowMs += HOUR_MS + index * 1_000;
      const hold = holdOf(uid, { requestId: `ended-${index}`, nonce: 'nonce', priceMicros: credits(5) });
      await meter.submit(uid, hold);
      nowMs += 2_000;
      const status = captured === 0 ? 'failed' : 'completed';
      await meter.submit(uid, workedOf(hold, { captureMicros: credits(captured), status, text: 'done' }));
    }
  }
  // Left by their workers, and one that still has one.
  nowMs = NOW - HOUR_MS;
  for (const uid of uids) {
    await meter.submit(uid, holdOf(uid, { requestId: 'stale', nonce: 'nonce', runBy: 'client' }));
  }
  await meter.submit('ann', holdOf('ann', { requestId: 'running', nonce: 'nonce', leaseMs: 2 * HOUR_MS }));
  // Lapsed, expired but not lapsed, and good.
  for (const [uid, agoMs] of [
    ['ann', 3 * HOUR_MS],
    ['ben', 2 * HOUR_MS],
    ['cem', HOUR_MS / 2],
  ] as const) {
    nowMs = NOW - 4 * HOUR_MS;
    const entryId = `grant-short-${uid}`;
    await meter.submit(uid, grantOf({ entryId, micros: credits(7), expiresAtMs: NOW - agoMs }));
  }
  await Promise.all([layOutOld(db), layOutAddresses(db)]);
}

/** What is to be removed, and one that is not. */
async function layOutOld(db: Firestore): Promise<void> {
  const { activities, results, prompts } = collections;
  const [template] = (await db.collection(activities).where('status', '==', 'failed').get()).docs;
  const failed = z.decode(Activity, template?.data() as z.input<typeof Activity>);
  const [made] = (await db.collection(results).limit(1).get()).docs;
  const batch = db.batch();
  const add = (requestId: string, endedAt: number) => {
    const times = { createdAt: endedAt - 2_000, startedAt: endedAt - 2_000, endedAt };
    const id = `${failed.uid}_${requestId}`;
    const activity = { ...failed, ...times, requestId, rollUpAt: null };
    batch.set(db.collection(activities).doc(id), z.encode(Activity, activity));
    batch.set(db.collection(results).doc(id), made?.data() ?? {});
    batch.set(db.collection(prompts).doc(id), { uid: failed.uid, prompt: 'a long one' });
  };
  for (let index = 0; index < 6; index++) add(`old-${index}`, NOW - 91 * DAY_MS - index * HOUR_MS);
  add('young', NOW - 89 * DAY_MS);
  await batch.commit();
}

async function layOutAddresses(db: Firestore): Promise<void> {
  const turnsOf = {
    lapsed: [NOW - 40 * HOUR_MS, NOW - 30 * HOUR_MS],
    held: [NOW - 30 * HOUR_MS, NOW - HOUR_MS],
  };
  const batch = db.batch();
  for (const [name, guestTurns] of Object.entries(turnsOf)) {
    for (const index of [1, 2, 3]) {
      batch.set(db.collection(collections.rateLimits).doc(`${name}-${index}`), {
        schemaVersion: 1,
        guestTurns,
      });
    }
  }
  await batch.commit();
}
