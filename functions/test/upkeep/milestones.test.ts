import { expect, test } from 'vitest';
import { z } from 'zod';
import { collections, Milestones, SCHEMA_VERSION } from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { newAccount } from '../../src/platform/store/new-account.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { migrateStore } from '../../src/upkeep/migrate/migrate-store.ts';
import { suspendOf } from '../support/accounts.ts';
import { testAuth } from '../support/auth-users.ts';
import { ownDb } from '../support/own-db.ts';

const NOW = Date.UTC(2026, 4, 15);

async function milestonesIn(db: Awaited<ReturnType<typeof ownDb>>) {
  const { docs } = await db.collection(collections.milestones).get();
  return docs
    .map((doc) => z.decode(Milestones, doc.data() as z.input<typeof Milestones>))
    .map(({ recordedAt, ...one }) => ({ ...one, hasStoreTime: recordedAt !== undefined }));
}

test('a migration records what is known of accounts that earlier builds opened, and changes no existing record', async () => {
  const db = await ownDb({ version: 2 });
  const clock = { nowMs: NOW };
  const meter = createMeter({ store: createStore(db), now: () => clock.nowMs });
  const open = async (uid: string, kind: 'person' | 'guest') => {
    const account = newAccount({ uid, email: null, name: null, kind });
    await meter.submit(uid, { kind: 'open', account, welcome: null });
  };
  await open('ann', 'guest');
  await open('gus', 'guest');
  await open('ben', 'person');
  const merge = suspendOf('suspend');
  const actor = { uid: 'ben', email: null, role: null };
  const entry = { ...merge.audit.entry, action: 'merge-guest' as const, actor, target: 'gus' };
  clock.nowMs = NOW + 5;
  await meter.submit('gus', { ...merge, audit: { auditId: 'merge-gus', entry } });
  // As the build before left it; of Ann this one has recorded that she signed up since.
  await db.recursiveDelete(db.collection(collections.milestones));
  clock.nowMs = NOW + 9;
  await open('ann', 'person');

  const migration = { db, to: SCHEMA_VERSION, isDryRun: false, now: Date.now, auth: testAuth() };
  await migrateStore({ ...migration, sleep: async () => undefined });
  // A store of the version before has no such field yet.
  const facts = { schemaVersion: 1, merged: null, hasStoreTime: false };
  expect(await milestonesIn(db)).toEqual([
    { ...facts, accountId: 'ann', firstVisitAt: NOW, signedUpAt: NOW + 9 },
    { ...facts, accountId: 'ben', firstVisitAt: NOW, signedUpAt: NOW },
    {
      ...{ schemaVersion: 1, accountId: 'gus', firstVisitAt: NOW, signedUpAt: null },
      merged: { into: 'ben', atMs: NOW + 5 },
      hasStoreTime: false,
    },
  ]);
});
