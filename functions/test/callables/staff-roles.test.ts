import { beforeAll, describe, expect, test } from 'vitest';
import { setRole } from '../../src/admin/set-role.ts';
import {
  type CallableName,
  callables,
  callers,
  collections,
  type Role,
  rolesUpward,
} from '../../src/contract/index.ts';
import { newRequestId, testDb } from '../support/accounts.ts';
import { ensureUser, giveRole, testAuth } from '../support/auth-users.ts';
import { call, errorOf, newPerson, publishCatalog } from '../support/calls/callables.ts';
import { goodRequests } from '../support/calls/good-requests.ts';
import { ownDb } from '../support/own-db.ts';

const db = testDb();
const staffOf = (role: Role) => ({ uid: newPerson().uid, role });
const reason = 'A test';

beforeAll(publishCatalog);

const staffCalls = Object.entries(callables)
  .filter(([, { caller }]) => callers.indexOf(caller) > callers.indexOf('person'))
  .map(([name]) => name as CallableName);

describe.each(staffCalls)('%s', (name) => {
  const { caller } = callables[name];

  test.each([null, 'person', ...rolesUpward] as const)(`is for ${caller} and up: %s`, async (who) => {
    const person = who === null ? null : { uid: newPerson().uid, ...(who !== 'person' && { role: who }) };
    const request = goodRequests(newPerson().uid)[name]();
    const code = await call(name, request, person).then(
      () => 'ok',
      (error: { details: { code: string; details: { reason?: string } } }) =>
        error.details.code === 'permission-denied'
          ? (error.details.details.reason ?? '')
          : error.details.code,
    );
    if (who === null) expect(code).toBe('unauthenticated');
    else if (callers.indexOf(who) < callers.indexOf(caller)) expect(code).toBe('role-needed');
    else expect(code).not.toMatch(/role-needed|unauthenticated|internal/);
  });
});

const owner = staffOf('owner');
const aboutSelf: [CallableName, Record<string, unknown>][] = [
  ['grantCreditsToUser', { to: { uid: owner.uid } }],
  ['takeBackCredits', { accountId: owner.uid }],
  ['returnCredits', { activityId: `${owner.uid}_${newRequestId()}` }],
  ['resetLimit', { accountId: owner.uid }],
  ['changeAccountStatus', { accountId: owner.uid, status: 'active' }],
  ['setUnlimited', { accountId: owner.uid }],
  ['setStaffRole', { uid: owner.uid, role: null }],
];

test.each(aboutSelf)('nobody does %s to themselves', async (name, change) => {
  const request = { ...goodRequests(owner.uid)[name](), ...change };
  expect(await errorOf(call(name, request, owner))).toMatchObject({
    code: 'invalid-argument',
    details: { reason: 'own-account' },
  });
});

describe('roles', () => {
  test('an owner gives and takes away a role, each once per request id', async () => {
    const { uid } = newPerson();
    await ensureUser(uid);
    const request = { requestId: newRequestId(), uid, role: 'support', reason };
    expect(await call('setStaffRole', request, owner)).toEqual({ before: null, role: 'support' });
    expect(await call('setStaffRole', request, owner)).toEqual({ before: null, role: 'support' });
    const other = { ...request, role: 'admin' };
    expect(await errorOf(call('setStaffRole', other, owner))).toMatchObject({ code: 'idempotency-conflict' });
    const audit = await db.collection(collections.audit).where('target', '==', `users/${uid}`).get();
    expect(audit.docs.map((entry) => entry.get('actor.uid'))).toEqual([owner.uid]);
  });

  test('of two owners who are removed at once, one stays', async () => {
    const own = await ownDb();
    const uids = [newPerson().uid, newPerson().uid];
    for (const uid of uids) await giveRole(uid, 'owner', own);
    const remove = (uid: string, index: number) => {
      const actor = { uid: uids[1 - index] ?? '', email: null, role: 'owner' } as const;
      const by = { auditId: newRequestId(), actor, ip: null };
      return setRole(
        { db: own, auth: testAuth(), now: Date.now },
        { uid, role: null, reason, traceId: 't', by },
      );
    };
    const results = await Promise.allSettled(uids.map(remove));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [failed] = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(failed).toMatchObject({ code: 'permission-denied', details: { reason: 'last-owner' } });
    const left = await own.collection(collections.staff).where('role', '==', 'owner').get();
    expect(left.size).toBe(1);
  });
});

test('ending sessions revokes every sign-in, and is recorded', async () => {
  const { uid } = newPerson();
  await ensureUser(uid);
  const request = { requestId: newRequestId(), uid, reason };
  await call('endSessions', request, staffOf('support'));
  expect((await testAuth().getUser(uid)).tokensValidAfterTime).toBeDefined();
  const entry = await db.collection(collections.audit).doc(`end-sessions-${request.requestId}`).get();
  expect(entry.get('target')).toBe(`users/${uid}`);
});

test('a note is kept until it is deleted, and the audit log never has its text', async () => {
  const person = newPerson();
  await call('openAccount', {}, person);
  const helper = staffOf('support');
  const request = { requestId: newRequestId(), accountId: person.uid, text: 'Very secret words' };
  const { noteId } = (await call('addStaffNote', request, helper)) as { noteId: string };
  await call('addStaffNote', request, helper);
  const note = db.collection(collections.staffNotes).doc(noteId);
  expect((await note.get()).get('text')).toBe('Very secret words');
  await call('deleteStaffNote', { requestId: newRequestId(), noteId }, helper);
  expect((await note.get()).exists).toBe(false);
  const audit = await db.collection(collections.audit).where('target', '==', `accounts/${person.uid}`).get();
  expect(audit.docs.map((entry) => entry.get('action')).sort()).toEqual(['add-note', 'delete-note']);
  expect(JSON.stringify(audit.docs.map((entry) => entry.data()))).not.toContain('secret');
});
