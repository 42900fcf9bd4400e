import { expect, test } from 'vitest';
import { collections } from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { followUser } from '../../src/platform/identity/users.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { eraseAccounts } from '../../src/privacy/erase-accounts.ts';
import { eraseDeletedUser } from '../../src/privacy/erase-deleted-user.ts';
import type { ErasureServices } from '../../src/privacy/erasure-services.ts';
import { privacyReducers } from '../../src/privacy/privacy-reducers.ts';
import { startErasure } from '../../src/privacy/start-erasure.ts';
import { followAuth } from '../../src/upkeep/follow-auth.ts';
import { eraseAuditTexts } from '../../src/upkeep/seals/erase-audit-texts.ts';
import { newUid, openAccount } from '../support/accounts.ts';
import { ensureUser, testAuth } from '../support/auth-users.ts';
import { oneRun } from '../support/one-run.ts';
import { ownDb } from '../support/own-db.ts';

const auth = testAuth();

/** A store with somebody whom Auth knows, and what the trigger and the daily sweep do. */
async function newWorld(change: Partial<ErasureServices> = {}) {
  const db = await ownDb();
  const calls: string[] = [];
  const noted = (name: string) => async (id: string) => void calls.push(`${name} ${id}`);
  const services: ErasureServices = {
    ...{ db, now: Date.now, auth, eraseAuditTexts },
    meter: createMeter({ store: createStore(db), reducers: privacyReducers }),
    outputs: { remove: noted('files') },
    ...{ endWork: noted('work'), endPayments: noted('payments'), announceErased: noted('receivers') },
    ...{ deleteCustomer: noted('customer'), loggedActivities: async () => () => true },
    ...change,
  };
  const trigger = (uid: string) => eraseDeletedUser(services, { uid, traceId: 'trigger' });
  const userDeleted = (uid: string) => eraseDeletedUser(services, { uid, traceId: 'sweep' });
  return {
    ...{ db, calls, services, trigger },
    sweep: () => followAuth({ db, auth, now: Date.now, userDeleted }, oneRun),
    async newUser() {
      const uid = await openAccount(services.meter, 10);
      await ensureUser(uid);
      await followUser(services, uid, { email: `${uid}@example.com`, name: 'Mia', avatarUrl: null });
      return uid;
    },
    erasure: async (uid: string) => (await db.collection(collections.erasures).doc(uid).get()).data(),
    account: async (uid: string) => (await db.collection(collections.accounts).doc(uid).get()).data(),
    requests: async (uid: string) =>
      (await db.collection(collections.audit).where('target', '==', `accounts/${uid}`).get()).size,
  };
}

test('a user who is deleted in Auth is suspended, and can be charged no more, at once and once', async () => {
  const { newUser, trigger, sweep, erasure, account, requests, calls } = await newWorld();
  const uid = await newUser();
  await auth.deleteUser(uid);
  await Promise.allSettled([trigger(uid), sweep(), trigger(uid)]);
  await trigger(uid);
  await sweep();
  expect(await account(uid)).toMatchObject({ status: 'suspended' });
  expect(await erasure(uid)).toMatchObject({ by: 'auth', state: 'requested' });
  expect((await erasure(uid))?.stoppedAt).not.toBeNull();
  expect(new Set(calls)).toEqual(new Set([`work ${uid}`, `payments ${uid}`]));
  expect(await requests(uid)).toBe(1);
});

test('an erasure that is under way, or done, goes on as it was', async () => {
  const { newUser, trigger, erasure, services, calls } = await newWorld();
  const uid = await newUser();
  await startErasure(services, { uid, by: 'person', traceId: 't' });
  const before = await erasure(uid);
  await auth.deleteUser(uid);
  await trigger(uid);
  expect(await erasure(uid)).toEqual(before);
  expect(calls).toHaveLength(2);
  const done = { ...services, now: () => Date.now() + 8 * 86_400_000 };
  expect(await eraseAccounts(done).run(oneRun)).toMatchObject({ erased: 1 });
  await trigger(uid);
  expect(await erasure(uid)).toMatchObject({ by: 'person', state: 'erased' });
});

test('a deletion that could not end charges ends them when it is delivered again', async () => {
  let isDown = true;
  const { newUser, trigger, erasure } = await newWorld({
    endPayments: async () => {
      if (isDown) throw new Error('Stripe cannot be reached');
    },
  });
  const uid = await newUser();
  await auth.deleteUser(uid);
  await expect(trigger(uid)).rejects.toThrow('Stripe');
  expect(await erasure(uid)).toMatchObject({ stoppedAt: null });
  isDown = false;
  await trigger(uid);
  expect((await erasure(uid))?.stoppedAt).not.toBeNull();
});

test('nothing follows for who never had an account, was created again, or signed in to an account as a guest', async () => {
  const { newUser, trigger, erasure, db } = await newWorld();
  const stranger = newUid();
  const [again, guest] = [await newUser(), await newUser()];
  await auth.deleteUser(guest);
  const merged = { into: again, atMs: 1 };
  await db.collection(collections.milestones).doc(guest).update({ merged });
  for (const uid of [stranger, again, guest]) {
    await trigger(uid);
    expect(await erasure(uid)).toBeUndefined();
  }
});
