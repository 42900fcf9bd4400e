import type { Firestore } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { collections, HOUR_MS, MINUTE_MS } from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { expireLots } from '../../src/upkeep/expire-lots.ts';
import { resetRateLimits } from '../../src/upkeep/reset-rate-limits.ts';
import { credits } from '../support/accounts.ts';
import { catalogsOf } from '../support/backend.ts';
import { oneRun } from '../support/one-run.ts';
import { ownDb } from '../support/own-db.ts';
import { layOut, NOW } from './scene.ts';

const servicesOf = (db: Firestore, nowMs = NOW) => ({ db, catalogs: catalogsOf(), now: () => nowMs });

test('expired lots lapse, and other accounts are not read', async () => {
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

test('the counters of an address are deleted exactly when its windows are empty', async () => {
  const db = await ownDb();
  await layOut(db);
  expect(await resetRateLimits(servicesOf(db), oneRun)).toEqual({ addresses: 6, removed: 3 });
  const left = await db.collection(collections.rateLimits).get();
  expect(left.docs.map(({ id }) => id)).toEqual(['held-1', 'held-2', 'held-3']);
  expect(await resetRateLimits(servicesOf(db, NOW + 23 * HOUR_MS + MINUTE_MS), oneRun)).toMatchObject({
    removed: 3,
  });
});
