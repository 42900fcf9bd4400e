import { randomUUID } from 'node:crypto';
import type { UserRecord } from 'firebase-admin/auth';
import { expect, test, vi } from 'vitest';
import { collections, MINUTE_MS, SECOND_MS, UserProfile } from '../../src/contract/index.ts';
import { createIdentities, type SignIn } from '../../src/platform/identity/identities.ts';
import { decodeDocument } from '../../src/platform/store/documents.ts';
import { newUid, testDb } from '../support/accounts.ts';
import { ensureUser, giveRole, testAuth } from '../support/auth-users.ts';
import { errorCodeOf } from '../support/calls/error-code-of.ts';

const db = testDb();
const auth = testAuth();

/** An instance with a clock of its own, whose lookups in Auth are counted and can be made to fail. */
async function instance({ email = `${newUid()}@example.com` } = {}) {
  const uid = newUid();
  await ensureUser(uid, { email, name: 'Mia Creator' });
  const clock = { nowMs: Date.now() };
  let lookups = 0;
  let outage: (() => Promise<UserRecord>) | null = null;
  const identities = createIdentities({
    auth: {
      getUser: (id) => {
        lookups++;
        return outage ? outage() : auth.getUser(id);
      },
    },
    db,
    now: () => clock.nowMs,
  });
  const signIn: SignIn = {
    uid,
    token: {
      auth_time: seconds(clock.nowMs) + 1,
      iat: seconds(clock.nowMs) - 5,
      email,
      email_verified: true,
      name: 'Mia Creator',
    },
  };
  return {
    uid,
    clock,
    identities,
    signIn,
    lookups: () => lookups,
    fail: (how: (() => Promise<UserRecord>) | null) => {
      outage = how;
    },
    asPerson: (from = signIn) => identities.ofSignIn(from, { isForStaff: false }),
    asStaff: (from = signIn) => identities.ofSignIn(from, { isForStaff: true }),
    person: async () =>
      decodeDocument(UserProfile, await db.collection(collections.people).doc(uid).get())?.value ?? null,
  };
}

const seconds = (ms: number) => Math.floor(ms / SECOND_MS);
const down = () => Promise.reject(Object.assign(new Error('down'), { code: 'auth/internal-error' }));

test('a role comes from the staff document, and a claim with that name means nothing', async () => {
  const { uid, asStaff, signIn } = await instance();
  const boasting = { ...signIn, token: { ...signIn.token, role: 'owner' } };
  expect((await asStaff(boasting)).role).toBeNull();
  await giveRole(uid, 'support');
  expect((await asStaff(boasting)).role).toBe('support');
});

test('a staff call looks its caller up each time, so a role that is taken away is gone with the next call', async () => {
  const { uid, asStaff, lookups } = await instance();
  await giveRole(uid, 'admin');
  expect((await asStaff()).role).toBe('admin');
  await giveRole(uid, null);
  expect((await asStaff()).role).toBeNull();
  expect(lookups()).toBe(2);
});

test('a staff call rejects a sign-in that has ended since, even if it was looked up a moment before', async () => {
  const { uid, asStaff, signIn } = await instance();
  await asStaff();
  await auth.revokeRefreshTokens(uid);
  const { tokensValidAfterTime } = await auth.getUser(uid);
  const before = {
    ...signIn,
    token: { ...signIn.token, auth_time: seconds(Date.parse(tokensValidAfterTime ?? '')) - 1 },
  };
  expect(await errorCodeOf(asStaff(before))).toBe('unauthenticated');
});

test('a call of a user with a role doesn’t use an earlier lookup', async () => {
  const { uid, asPerson } = await instance();
  await giveRole(uid, 'admin');
  expect((await asPerson()).role).toBe('admin');
  await giveRole(uid, null);
  expect((await asPerson()).role).toBeNull();
});

test('other calls look a user up at most once in 60 seconds, and concurrent ones share a lookup', async () => {
  const { asPerson, clock, lookups } = await instance();
  await Promise.all(Array.from({ length: 50 }, () => asPerson()));
  clock.nowMs += MINUTE_MS - 1;
  await asPerson();
  expect(lookups()).toBe(1);
  clock.nowMs += 1;
  await Promise.all(Array.from({ length: 50 }, () => asPerson()));
  expect(lookups()).toBe(2);
});

test.each([
  ['disabled', (uid: string) => auth.updateUser(uid, { disabled: true })],
  ['deleted', (uid: string) => auth.deleteUser(uid)],
])('a user who was %s is rejected after 60 seconds', async (_, stop) => {
  const { uid, asPerson, clock } = await instance();
  await asPerson();
  await stop(uid);
  clock.nowMs += MINUTE_MS;
  expect(await errorCodeOf(asPerson())).toBe('unauthenticated');
});

test('queued work of a deleted user is rejected', async () => {
  const { uid, identities } = await instance();
  await auth.deleteUser(uid);
  expect(await errorCodeOf(identities.ofUser(uid))).toBe('unauthenticated');
});

test('a sign-in that has ended is rejected after 60 seconds, and a later one is not', async () => {
  const { uid, asPerson, clock, signIn } = await instance();
  await asPerson();
  await auth.revokeRefreshTokens(uid);
  const endedS = seconds(Date.parse((await auth.getUser(uid)).tokensValidAfterTime ?? ''));
  clock.nowMs += MINUTE_MS;
  const at = (auth_time: number) => ({ ...signIn, token: { ...signIn.token, auth_time } });
  expect(await errorCodeOf(asPerson(at(endedS - 1)))).toBe('unauthenticated');
  expect(await asPerson(at(endedS))).toMatchObject({ name: 'Mia Creator' });
});

test('a token without the time of its sign-in is rejected', async () => {
  const { asPerson, signIn } = await instance();
  const { auth_time: _, ...token } = signIn.token;
  expect(await errorCodeOf(asPerson({ ...signIn, token: token as SignIn['token'] }))).toBe('unauthenticated');
});

test('while Auth can’t be reached, staff calls get busy, and others use the last lookup for ten minutes', async () => {
  const { asPerson, asStaff, clock, fail } = await instance();
  await asPerson();
  fail(down);
  expect(await errorCodeOf(asStaff())).toBe('busy');
  clock.nowMs += 10 * MINUTE_MS - 1;
  expect(await asPerson()).toMatchObject({ name: 'Mia Creator' });
  clock.nowMs += 1;
  expect(await errorCodeOf(asPerson())).toBe('busy');
});

test('while Auth can’t be reached, nobody has the rights of a role', async () => {
  const { uid, asPerson, fail } = await instance();
  await giveRole(uid, 'owner');
  expect((await asPerson()).role).toBe('owner');
  fail(down);
  expect((await asPerson()).role).toBeNull();
});

test('a user who was never looked up gets busy while Auth can’t be reached', async () => {
  const { asPerson, fail } = await instance();
  fail(down);
  expect(await errorCodeOf(asPerson())).toBe('busy');
});

test('an Auth that doesn’t respond delays nobody for longer than four seconds, and is not called by the next request', async () => {
  const { asPerson, clock, fail, lookups } = await instance();
  await asPerson();
  clock.nowMs += MINUTE_MS;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const asked = Promise.withResolvers<void>();
    fail(() => {
      asked.resolve();
      return new Promise(() => undefined);
    });
    const waiting = asPerson();
    await asked.promise;
    vi.advanceTimersByTime(4_000);
    expect(await waiting).toMatchObject({ name: 'Mia Creator' });
  } finally {
    vi.useRealTimers();
  }
  const before = lookups();
  await asPerson();
  expect(lookups()).toBe(before);
});

test('the first lookup writes the user’s profile, and later ones update it when Auth differs', async () => {
  const { uid, asPerson, clock, person, signIn } = await instance();
  expect(await person()).toBeNull();
  await asPerson();
  expect(await person()).toMatchObject({ email: signIn.token.email, name: 'Mia Creator', avatarUrl: null });
  await auth.updateUser(uid, { displayName: 'Zoë', photoURL: 'https://example.com/zoe.png' });
  clock.nowMs += MINUTE_MS;
  await asPerson();
  expect(await person()).toMatchObject({
    name: 'Zoë',
    avatarUrl: 'https://example.com/zoe.png',
    searchPrefixes: expect.arrayContaining(['zoe']),
  });
});

test('a token with another e-mail address is looked up at once, and the profile gets that address', async () => {
  const { uid, asPerson, clock, person, signIn, lookups } = await instance();
  await asPerson();
  const email = `${randomUUID()}@example.com`;
  await auth.updateUser(uid, { email });
  clock.nowMs += SECOND_MS;
  const renewed = { ...signIn, token: { ...signIn.token, email, iat: seconds(clock.nowMs) } };
  expect(await asPerson(renewed)).toMatchObject({ email });
  expect(await person()).toMatchObject({ email });
  expect(lookups()).toBe(2);
  clock.nowMs += 2 * SECOND_MS;
  await asPerson(signIn);
  expect(lookups()).toBe(2);
});

test('the profile is deleted when the user is found deleted', async () => {
  const { uid, asPerson, clock, person } = await instance();
  await asPerson();
  await auth.deleteUser(uid);
  clock.nowMs += MINUTE_MS;
  await errorCodeOf(asPerson());
  expect(await person()).toBeNull();
});

test('a guest has no profile', async () => {
  const { uid } = await auth.createUser({ uid: newUid() });
  const identities = createIdentities({ auth, db, now: Date.now });
  await identities.ofUser(uid);
  expect((await db.collection(collections.people).doc(uid).get()).exists).toBe(false);
});
