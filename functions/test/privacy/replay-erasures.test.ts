import { expect, test } from 'vitest';
import { Account, collections, DAY_MS, Erasure, UNDO_ERASURE_MS } from '../../src/contract/index.ts';
import { findForgotten, replayErasures } from '../../src/privacy/replay-erasures.ts';
import { sampleOf } from '../rules/support/sample-of.ts';
import { ownDb } from '../support/own-db.ts';

const NOW = Date.UTC(2026, 4, 15);

/** A store that was restored, and Auth, which was not. */
async function restored(users: Record<string, object>, accounts: readonly string[]) {
  const db = await ownDb();
  for (const uid of accounts) {
    const account = sampleOf(Account, {
      erasedAt: uid === 'erased-long-ago' ? new Date(NOW - DAY_MS) : null,
    });
    await db.collection(collections.accounts).doc(uid).set(account);
  }
  const getUsers = async (wanted: readonly object[]) => {
    const uids = (wanted as { uid: string }[]).map(({ uid }) => uid);
    return {
      users: uids.flatMap((uid) => (users[uid] ? { uid, customClaims: users[uid] } : [])) as never,
      notFound: uids.filter((uid) => !users[uid]).map((uid) => ({ uid })),
    };
  };
  const erasure = async (uid: string) => (await db.collection(collections.erasures).doc(uid).get()).data();
  return { db, services: { db, now: () => NOW, auth: { getUsers } }, erasure };
}

test('a restored store erases those again who were erased, and remembers who has requested it', async () => {
  const requestedMs = NOW - DAY_MS;
  const { services, erasure, db } = await restored(
    { mia: {}, noa: { erasureRequestedAtMs: requestedMs }, lena: { erasureRequestedAtMs: requestedMs } },
    ['mia', 'noa', 'lena', 'gone', 'erased-long-ago'],
  );
  const known = sampleOf(Erasure, { accountId: 'lena', state: 'requested', evidenceFor: [] });
  await db.collection(collections.erasures).doc('lena').set(known);
  const forgotten = await findForgotten(services);
  expect(forgotten).toEqual({ erased: ['gone'], requested: [{ uid: 'noa', atMs: requestedMs }] });
  await replayErasures(services, forgotten);
  expect(await erasure('gone')).toMatchObject({ state: 'requested', by: 'auth' });
  expect((await erasure('gone'))?.undoUntil.toMillis()).toBe(NOW);
  expect((await erasure('noa'))?.undoUntil.toMillis()).toBe(requestedMs + UNDO_ERASURE_MS);
  expect(await erasure('mia')).toBeUndefined();
});

test('erases nobody when Auth lacks most of the users', async () => {
  const accounts = Array.from({ length: 12 }, (_, index) => `user-${index}`);
  const { services } = await restored({ 'user-0': {} }, accounts);
  await expect(findForgotten(services)).rejects.toThrow('11 of 12 accounts have no user in Auth');
});
