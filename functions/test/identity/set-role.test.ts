import { expect, test } from 'vitest';
import { setRole } from '../../src/admin/set-role.ts';
import { collections, type Role } from '../../src/contract/index.ts';
import { newUid } from '../support/accounts.ts';
import { ensureUser, testAuth } from '../support/auth-users.ts';
import { ownDb } from '../support/own-db.ts';

const auth = testAuth();

async function staffed({ version = 2 } = {}) {
  const db = await ownDb({ version });
  const uid = newUid();
  await ensureUser(uid);
  await auth.setCustomUserClaims(uid, { plan: 'gold' });
  const set = (role: Role | null) =>
    setRole({ db, auth, now: Date.now }, { uid, role, reason: 'Because', traceId: 't' });
  const claims = async () => (await auth.getUser(uid)).customClaims;
  const role = async () => (await db.collection(collections.staff).doc(uid).get()).get('role');
  const audit = async () => (await db.collection(collections.audit).get()).docs.map((doc) => doc.data());
  return { uid, set, claims, role, audit };
}

test('a role is given and taken away in the staff document, each with an audit entry', async () => {
  const { uid, set, role, audit } = await staffed();
  expect(await set('admin')).toEqual({ before: null });
  expect(await role()).toBe('admin');
  expect(await set(null)).toEqual({ before: 'admin' });
  expect(await role()).toBeNull();
  const entries = await audit();
  expect(entries).toHaveLength(2);
  expect(entries).toContainEqual(
    expect.objectContaining({
      action: 'set-role',
      target: `users/${uid}`,
      before: { role: 'admin' },
      after: { role: null },
      reason: 'Because',
    }),
  );
});

test('on a raised store a role leaves the host app’s claims alone', async () => {
  const { set, claims } = await staffed();
  await set('owner');
  expect(await claims()).toEqual({ plan: 'gold' });
});

test('before the store is raised, a role is also written as a claim, for the previous build', async () => {
  const { set, claims } = await staffed({ version: 1 });
  await set('support');
  expect(await claims()).toEqual({ plan: 'gold', role: 'support' });
  await set(null);
  expect(await claims()).toEqual({ plan: 'gold' });
});
