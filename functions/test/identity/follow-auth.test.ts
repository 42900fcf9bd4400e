import { expect, test } from 'vitest';
import { collections } from '../../src/contract/index.ts';
import { followUser } from '../../src/platform/identity/users.ts';
import { followAuth } from '../../src/upkeep/follow-auth.ts';
import { newUid } from '../support/accounts.ts';
import { ensureUser, testAuth } from '../support/auth-users.ts';
import { ownDb } from '../support/own-db.ts';

const auth = testAuth();

/** People as they were when they were last looked up. */
async function known(count: number) {
  const db = await ownDb();
  const services = { db, auth, now: Date.now };
  const uids = Array.from({ length: count }, newUid).sort();
  for (const uid of uids) {
    await followUser(services, uid, { email: `${uid}@example.com`, name: 'Before', avatarUrl: null });
  }
  const cursors: (string | null)[] = [];
  const run = (cursor: string | null = null) =>
    followAuth(services, {
      traceId: 't',
      isByHand: false,
      cursor,
      keep: async (at) => void cursors.push(at),
    });
  const name = async (uid: string) =>
    (await db.collection(collections.people).doc(uid).get()).get('name') as string | undefined;
  return { uids, run, name, cursors, services };
}

test('the daily job updates users who make no calls, and deletes those who were deleted in Auth', async () => {
  const { uids, run, name } = await known(3);
  const [same = '', renamed = '', deleted = ''] = uids;
  await ensureUser(same, { name: 'Before' });
  await ensureUser(renamed, { name: 'After' });
  expect(await run()).toEqual({ people: 3, changed: 2, failed: 0 });
  expect(await Promise.all([same, renamed, deleted].map(name))).toEqual(['Before', 'After', undefined]);
  expect(await run()).toEqual({ people: 2, changed: 0, failed: 0 });
});

test('a run that was stopped continues after the page that it saved', async () => {
  const { uids, run, name } = await known(2);
  const [first = '', second = ''] = uids;
  for (const uid of uids) await ensureUser(uid, { name: 'After' });
  await run(first);
  expect(await Promise.all([first, second].map(name))).toEqual(['Before', 'After']);
});

test('nobody is deleted when Auth knows hardly anyone', async () => {
  const { uids, run, name } = await known(60);
  await expect(run()).rejects.toThrow('nobody is forgotten');
  expect(await name(uids[0] ?? '')).toBe('Before');
});
