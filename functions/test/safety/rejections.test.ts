import { beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import {
  collections,
  DAY_MS,
  MINUTE_MS,
  RETENTION_MS,
  Rejections,
  SECOND_MS,
} from '../../src/contract/index.ts';
import { createRejectionLog } from '../../src/safety/rejection-log.ts';
import { cleanupOldData } from '../../src/upkeep/cleanup-old-data.ts';
import { newRequestId, testDb } from '../support/accounts.ts';
import { catalogsOf } from '../support/backend.ts';
import { call, errorOf, newPerson, publishCatalog } from '../support/calls/callables.ts';
import { oneRun } from '../support/one-run.ts';
import { ownDb } from '../support/own-db.ts';

const who = { accountId: 'ann', uid: 'ann' };
const rejection = { atMs: 1, ...who, operation: 'image', model: 'nano-banana', code: 'moderated' };

async function rejectionsIn(db = testDb()): Promise<Rejections[]> {
  const { docs } = await db.collection(collections.rejections).get();
  return docs.map((doc) => z.decode(Rejections, doc.data() as z.input<typeof Rejections>));
}

beforeAll(publishCatalog);

test('a rejected request for work is recorded with account, kind and code, and nothing else is recorded', async () => {
  const person = newPerson();
  await call('openAccount', {}, { ...person, isEmailVerified: false });
  const request = (operation: string) => ({
    requestId: newRequestId(),
    operation,
    model: 'nano-banana',
    quantity: { images: 1 },
    prompt: 'a secret lighthouse',
    shownPriceMicros: 1_000_000_000,
    catalogVersion: 1,
  });
  // Neither asks for work that exists.
  await errorOf(call('cancelGeneration', { requestId: newRequestId(Date.now() - 3_600_000) }, person));
  await errorOf(call('validateAndDeductCredits', request('no-such'), person));
  const rejected = await errorOf(call('validateAndDeductCredits', request('image'), person));
  expect(rejected).toMatchObject({ code: 'insufficient-credits' });
  await vi.waitFor(
    async () => {
      const all = await rejectionsIn();
      const own = all.flatMap(({ entries }) => entries).filter(({ accountId }) => accountId === person.uid);
      expect(own).toEqual([
        {
          atMs: expect.any(Number),
          accountId: person.uid,
          // Null while the store of these tests is not raised to it.
          uid: expect.toBeOneOf([person.uid, null]),
          operation: 'image',
          model: 'nano-banana',
          code: 'insufficient-credits',
        },
      ]);
    },
    { timeout: 10_000 },
  );
});

test('an instance writes at most once in five seconds, however much it rejects, and counts everything', async () => {
  const db = await ownDb();
  let nowMs = 1_800_000_000_000;
  const log = createRejectionLog({ db, now: () => nowMs });
  log.add(rejection);
  for (let n = 0; n < 999; n++) {
    nowMs += 4;
    log.add(rejection);
  }
  await vi.waitFor(async () => expect(await rejectionsIn(db)).toHaveLength(1));
  nowMs += 5 * SECOND_MS;
  log.add(rejection);
  await vi.waitFor(async () => expect(await rejectionsIn(db)).toHaveLength(2));
  const written = (await rejectionsIn(db)).sort((a, b) => a.createdAt - b.createdAt);
  expect(written.map(({ count }) => count)).toEqual([1, 1_000]);
  expect(written[0]?.entries).toEqual([rejection]);
  expect(written[1]?.entries.length).toBeLessThanOrEqual(500);
});

test('a rejection that can’t be written is dropped, and nobody waits for it', async () => {
  const broken = { collection: () => ({ add: () => Promise.reject(new Error('unavailable')) }) };
  const log = createRejectionLog({ db: broken as never, now: Date.now });
  log.add(rejection);
  await expect(log.flush()).resolves.toBeUndefined();
});

test('rejections are kept for 90 days', async () => {
  const db = await ownDb();
  const nowMs = 1_800_000_000_000;
  for (const ageMs of [0, RETENTION_MS - MINUTE_MS, RETENTION_MS + MINUTE_MS, RETENTION_MS + DAY_MS]) {
    const document = { schemaVersion: 1 as const, count: 1, entries: [rejection], createdAt: nowMs - ageMs };
    await db.collection(collections.rejections).add(z.encode(Rejections, document));
  }
  const outputs = { remove: () => Promise.resolve() };
  expect(
    await cleanupOldData({ db, catalogs: catalogsOf(), outputs, now: () => nowMs }, oneRun),
  ).toMatchObject({ rejections: 2 });
  const kept = (await rejectionsIn(db)).map(({ createdAt }) => nowMs - createdAt);
  expect(kept.sort((a, b) => a - b)).toEqual([0, RETENTION_MS - MINUTE_MS]);
});
