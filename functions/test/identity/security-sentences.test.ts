import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertFails, assertSucceeds } from '@firebase/rules-unit-testing';
import { doc, getDocFromServer, setDoc } from 'firebase/firestore';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { activityIdOf, BLOCKS_CONFIG, collections, MINUTE_MS, SECOND_MS } from '../../src/contract/index.ts';
import { runQueued } from '../../src/generation/pipeline.ts';
import { createIdentities } from '../../src/platform/identity/identities.ts';
import { createBlocks } from '../../src/safety/blocks.ts';
import { createCheckEligibility } from '../../src/safety/create-check-eligibility.ts';
import { type Database, openDatabase, repository } from '../rules/support/emulator.ts';
import { accountOf } from '../rules/support/samples.ts';
import { newRequestId, newUid, openAccount, suspendOf, testDb } from '../support/accounts.ts';
import { ensureUser, giveRole, testAuth } from '../support/auth-users.ts';
import { callGenerate, imageOf, newInstance, requestOf } from '../support/backend.ts';
import { call, errorOf, newPerson, publishCatalog } from '../support/calls/callables.ts';
import { errorCodeOf } from '../support/calls/error-code-of.ts';
import { ask, serveHere } from '../support/calls/served.ts';
import { ownDb } from '../support/own-db.ts';

const auth = testAuth();
const db = testDb();
const video = { kind: 'video', prompt: 'a river from above', seconds: 2 } as const;
const client = { ip: null, country: null, device: null };
let database: Database;

beforeAll(async () => {
  await publishCatalog();
  database = await openDatabase('sentences');
  await database.unruled((unruled) => setDoc(doc(unruled, 'accounts/person'), accountOf('person')));
});
afterAll(() => database.close());

/** Whatever ends somebody's sign-in, as Auth has it. */
const ends = {
  disabled: (uid: string) => auth.updateUser(uid, { disabled: true }),
  deleted: (uid: string) => auth.deleteUser(uid),
  revoked: (uid: string) => auth.revokeRefreshTokens(uid),
};

/** A clock that can be put forward. */
function clockOf() {
  const clock = { nowMs: Date.now(), now: () => clock.nowMs };
  return clock;
}

/** Tokens are dated by the second: a sign-in of a minute ago, of somebody who is looked up now. */
async function signedIn(clock = clockOf()) {
  const uid = newUid();
  await ensureUser(uid);
  const startedS = Math.floor(clock.nowMs / SECOND_MS);
  const identities = createIdentities({ auth, db, now: clock.now });
  const token = { auth_time: startedS + 1, iat: startedS - MINUTE_MS, email: `${uid}@example.com` };
  const asked = (isForStaff: boolean) => errorCodeOf(identities.ofSignIn({ uid, token }, { isForStaff }));
  // One that is ended now began before.
  const end = async (how: keyof typeof ends) => {
    await ends[how](uid);
    if (how === 'revoked') {
      const { tokensValidAfterTime = '' } = await auth.getUser(uid);
      token.auth_time = Date.parse(tokensValidAfterTime) / SECOND_MS - 1;
    }
  };
  return { uid, clock, identities, asPerson: () => asked(false), asStaff: () => asked(true), end };
}

const grant = (uid: string) => ({
  requestId: newRequestId(),
  to: { uid },
  amountMicros: 1,
  source: 'bonus',
  expiresAtMs: null,
  reason: 'A thank-you',
});

/** A store in which somebody has work that waits in the queue. */
async function waitingWork() {
  const store = await ownDb();
  const uid = newUid();
  await ensureUser(uid);
  const identities = createIdentities({ auth, db: store, now: Date.now });
  const blocks = createBlocks({ db: store, now: Date.now });
  const checkEligibility = createCheckEligibility({ db: store, identities, blocks });
  const check = () => checkEligibility({ uid, accountId: uid, client });
  return { store, uid, checkEligibility, check };
}

function block(store: typeof db, accountId: string) {
  const author = { uid: 'admin', email: null };
  const one = { blockId: 'b', target: { kind: 'account', accountId }, reason: 'r', author, createdAtMs: 1 };
  const blocks = [{ ...one, expiresAtMs: null }];
  return store
    .collection(collections.config)
    .doc(BLOCKS_CONFIG)
    .set({ schemaVersion: 1, blocks, updatedAt: new Date() });
}

/** What `docs/security.md` says, and what shows that it is so. */
const sentences: Record<string, () => Promise<void>> = {
  async 'A user who loses a role is rejected by the next staff call and can read nothing more that needs the role.'() {
    const admin = { ...newPerson(), role: 'admin' };
    const { uid } = newPerson();
    await ensureUser(uid);
    await call('grantCreditsToUser', grant(uid), admin);
    await giveRole(admin.uid, null);
    const { role: _, ...former } = admin;
    expect((await errorOf(call('grantCreditsToUser', grant(uid), former))).code).toBe('permission-denied');
    const somebodys = () => getDocFromServer(doc(database.as('support'), 'accounts/person'));
    await assertSucceeds(somebodys());
    const former2 = { schemaVersion: 1, role: null, updatedAt: new Date() };
    await database.unruled((unruled) => setDoc(doc(unruled, 'staff/support'), former2));
    await assertFails(somebodys());
  },

  async 'Staff who are disabled, deleted or signed out everywhere are rejected by the next staff call.'() {
    for (const how of Object.keys(ends) as (keyof typeof ends)[]) {
      const { asStaff, end } = await signedIn();
      expect(await asStaff()).toBe('none');
      await end(how);
      expect({ how, code: await asStaff() }).toEqual({ how, code: 'unauthenticated' });
    }
  },

  async 'As long as they keep their role, their open pages can read until their token expires, within an hour: take the role away too.'() {
    // Rules see the token and the staff document, and nothing of Auth.
    await assertSucceeds(getDocFromServer(doc(database.as('admin'), 'accounts/person')));
  },

  async 'Any other user who is disabled, deleted or signed out everywhere can make calls for at most 60 more seconds, over HTTP too.'() {
    for (const how of Object.keys(ends) as (keyof typeof ends)[]) {
      const { asPerson, clock, end } = await signedIn();
      expect(await asPerson()).toBe('none');
      await end(how);
      clock.nowMs += MINUTE_MS;
      expect({ how, code: await asPerson() }).toEqual({ how, code: 'unauthenticated' });
    }
    const clock = clockOf();
    await using api = await serveHere({
      identities: createIdentities({ auth, db, now: clock.now }),
      // As in production, where a signature is checked and Auth not asked.
      auth: {
        verifyIdToken: async (token: string) => ({ ...claimsOf(token), uid: claimsOf(token).sub }),
      } as never,
    });
    const uid = newUid();
    await ensureUser(uid);
    const person = {
      uid,
      idToken: unsigned({ sub: uid, auth_time: Math.ceil(clock.nowMs / SECOND_MS) }),
      email: null,
    };
    await ask(api, '/open-account', { as: person, body: {} });
    expect((await ask(api, '/credits', { as: person })).status).toBe(200);
    await ends.disabled(person.uid);
    clock.nowMs += MINUTE_MS;
    expect((await ask(api, '/credits', { as: person })).status).toBe(401);
  },

  async 'These users can read their own documents until their token expires, within an hour.'() {
    await assertSucceeds(getDocFromServer(doc(database.as('person'), 'accounts/person')));
  },

  async 'A suspended account admits no work from the moment it is suspended, and its owner can still view it.'() {
    const instance = newInstance();
    const uid = await openAccount(instance.meter, 100);
    await callGenerate(instance, uid, requestOf(imageOf('a kite'))).answer;
    await newInstance().meter.submit(uid, suspendOf('suspend'));
    expect(await errorCodeOf(callGenerate(instance, uid, requestOf(imageOf('a boat'))).answer)).toBe(
      'suspended',
    );
    instance.close();
    await assertSucceeds(getDocFromServer(doc(database.as('person'), 'accounts/person')));
  },

  async 'A blocked account is rejected by every call within five seconds.'() {
    const store = await ownDb();
    const clock = clockOf();
    const { isBlocked } = createBlocks({ db: store, now: clock.now });
    const uid = newUid();
    expect(await isBlocked({ uid, client })).toBe(false);
    await block(store, uid);
    clock.nowMs += 5 * SECOND_MS;
    expect(await isBlocked({ uid, client })).toBe(true);
  },

  async 'Queued work, the next step of a reel and a top-up do not start for a user who was deleted, disabled, suspended or blocked, and the credits held for them are released.'() {
    const codes: Record<string, string | undefined> = {};
    for (const how of ['none', 'deleted', 'disabled', 'suspended', 'blocked'] as const) {
      const { store, uid, check } = await waitingWork();
      await store.collection(collections.accounts).doc(uid).set(accountOf(uid));
      if (how === 'deleted' || how === 'disabled') await ends[how](uid);
      if (how === 'suspended') {
        await store.collection(collections.accounts).doc(uid).update({ status: 'suspended' });
      }
      if (how === 'blocked') await block(store, uid);
      codes[how] = (await check())?.code;
    }
    expect(codes).toEqual({
      none: undefined,
      deleted: 'unauthenticated',
      disabled: 'unauthenticated',
      suspended: 'suspended',
      blocked: 'blocked',
    });

    const { instance, task, balanceOf, activity } = await queuedVideo();
    await ends.disabled(task.uid);
    await runQueued(instance, task);
    expect(await activity()).toMatchObject({ status: 'failed', capturedMicros: 0 });
    expect(await balanceOf()).toBe(100_000_000);
    instance.close();
  },

  async 'Work that has started is finished and charged.'() {
    const { instance, task, activity } = await queuedVideo();
    const runModel: typeof instance.runModel = async () => {
      await ends.deleted(task.uid);
      await instance.meter.submit(task.uid, suspendOf('suspend'));
      const file = { where: 'here', base64: 'AAAA' } as const;
      const size = { width: 640, height: 360, durationMs: 2_000 };
      const output = { kind: 'video', mediaType: 'video/mp4', file, alt: 'a river', ...size } as const;
      return { output, quantity: { seconds: 2 } };
    };
    await runQueued({ ...instance, runModel }, task);
    expect(await activity()).toMatchObject({ status: 'completed' });
    expect((await activity())?.capturedMicros).toBeGreaterThan(0);
    instance.close();
  },

  async 'While Auth cannot be reached, staff calls are rejected, and other users continue for ten minutes as they were last looked up.'() {
    const clock = clockOf();
    const uid = newUid();
    await ensureUser(uid);
    let isDown = false;
    const down = () => Promise.reject(Object.assign(new Error('down'), { code: 'auth/internal-error' }));
    const identities = createIdentities({
      auth: { getUser: (id) => (isDown ? down() : auth.getUser(id)) },
      db,
      now: clock.now,
    });
    const token = { auth_time: Math.ceil(clock.nowMs / SECOND_MS), iat: 0 };
    const asked = (isForStaff: boolean) => errorCodeOf(identities.ofSignIn({ uid, token }, { isForStaff }));
    expect(await asked(false)).toBe('none');
    isDown = true;
    expect(await asked(true)).toBe('busy');
    clock.nowMs += 10 * MINUTE_MS - 1;
    expect(await asked(false)).toBe('none');
    clock.nowMs += 1;
    expect(await asked(false)).toBe('busy');
  },
};

test.each(Object.entries(sentences))('%s', (_, shows) => shows());

test('docs/security.md has exactly these sentences', () => {
  const source = readFileSync(join(repository, 'docs/security.md'), 'utf8');
  const [, section = ''] = source.split('## When access ends\n');
  const said = [...(section.split('\n## ')[0] ?? '').matchAll(/^- ([\s\S]+?)(?=\n- |\n*$(?![\s\S]))/gm)];
  expect(said.map(([, sentence = '']) => sentence.replace(/\s+/g, ' '))).toEqual(Object.keys(sentences));
});

async function queuedVideo() {
  const { checkEligibility, uid } = await waitingWork();
  const instance = newInstance();
  await openAccount(instance.meter, 100, uid);
  const request = requestOf(video);
  const activityId = activityIdOf({ accountId: uid, requestId: request.requestId });
  await callGenerate(instance, uid, request).answer;
  const activity = async () => (await instance.activities.read(activityId))?.value;
  const balanceOf = async () => {
    const account = await db.collection(collections.accounts).doc(uid).get();
    return (account.get('lots') as { remainingMicros: number }[])[0]?.remainingMicros;
  };
  const task = { uid, activityId, input: video };
  return { instance: { ...instance, checkEligibility }, task, activity, balanceOf };
}

function unsigned(claims: object): string {
  return `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
}

function claimsOf(token: string): { sub: string; [claim: string]: unknown } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}
