import { beforeAll, describe, expect, test } from 'vitest';
import { collections, creditsToMicros, DEFAULT_STAFF_SETTINGS } from '../../src/contract/index.ts';
import { booksOf, expectBooksBalance, newRequestId, testDb } from '../support/accounts.ts';
import { call, errorOf, newPerson, type Person, publishCatalog } from '../support/calls/callables.ts';
import { goodRequests } from '../support/calls/good-requests.ts';

const db = testDb();
const adminOf = () => ({ uid: newPerson().uid, role: 'admin' });
const [one, two, three] = [adminOf(), adminOf(), adminOf()];
const tooMany = DEFAULT_STAFF_SETTINGS.approvalMicros + 1;
const reason = 'A test';

beforeAll(publishCatalog);

async function customer(): Promise<Person> {
  const person = newPerson();
  await call('openAccount', {}, person);
  return person;
}

async function requested(uid: string) {
  const request = { to: { uid }, amountMicros: tooMany, source: 'bonus', expiresAtMs: null };
  const approval = { requestId: newRequestId(), action: 'grant-credits', request, reason };
  return ((await call('requestApproval', approval, one)) as { approvalId: string }).approvalId;
}

const decide = (approvalId: string, decision: 'approve' | 'decline', by: Person) =>
  call('decideApproval', { requestId: newRequestId(), approvalId, decision, reason }, by);

const grantsOf = async (uid: string) =>
  [...(await booksOf(uid)).entries.values()].filter(
    (entry) => entry.kind === 'grant' && entry.totalMicros === tooMany,
  );

describe('above the threshold', () => {
  test('one admin alone grants nothing, and a second one has it executed exactly once', async () => {
    const { uid } = await customer();
    const grant = { ...goodRequests(uid).grantCreditsToUser(), amountMicros: tooMany };
    expect(await errorOf(call('grantCreditsToUser', grant, one))).toMatchObject({
      code: 'permission-denied',
      details: { reason: 'approval-needed' },
    });
    const approvalId = await requested(uid);
    expect(await errorOf(decide(approvalId, 'approve', one))).toMatchObject({
      details: { reason: 'own-request' },
    });
    expect(await grantsOf(uid)).toEqual([]);
    const results = await Promise.allSettled([two, three].map((by) => decide(approvalId, 'approve', by)));
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await grantsOf(uid)).toHaveLength(1);
    expect(await errorOf(decide(approvalId, 'approve', three))).toMatchObject({ code: 'already-settled' });
    const stored = await db.collection(collections.approvals).doc(approvalId).get();
    expect(stored.get('status')).toBe('executed');
    await expectBooksBalance(uid);
    const audit = await db.collection(collections.audit).doc(`approve-${approvalId}`).get();
    expect(audit.get('target')).toBe(`approvals/${approvalId}`);
  });

  test('what is declined or has expired is not executed', async () => {
    const { uid } = await customer();
    const declined = await requested(uid);
    expect(await decide(declined, 'decline', two)).toEqual({ status: 'declined' });
    expect(await errorOf(decide(declined, 'approve', three))).toMatchObject({ code: 'already-settled' });
    const expired = await requested(uid);
    await db
      .collection(collections.approvals)
      .doc(expired)
      .update({ expiresAt: new Date(1) });
    expect(await errorOf(decide(expired, 'approve', two))).toMatchObject({
      details: { reason: 'approval-expired' },
    });
    expect(await grantsOf(uid)).toEqual([]);
  });

  test('nobody approves what they would receive themselves', async () => {
    const receiver = adminOf();
    await call('openAccount', {}, receiver);
    const approvalId = await requested(receiver.uid);
    expect(await errorOf(decide(approvalId, 'approve', receiver))).toMatchObject({
      details: { reason: 'own-account' },
    });
    expect(await grantsOf(receiver.uid)).toEqual([]);
  });
});

describe('a bulk grant', () => {
  test('says before who is found, who is not, who is there twice, and the total', async () => {
    const [ann, ben] = [await customer(), await customer()];
    const amountMicros = creditsToMicros(3);
    const entries = [ann.uid, `${ben.uid}@EXAMPLE.com`, 'nobody@example.com', ann.uid, one.uid].map((to) => ({
      to,
      amountMicros,
    }));
    await call('openAccount', {}, one);
    const preview = (await call('previewBulkGrant', { entries }, one)) as {
      rows: { status: string; accountId: string | null }[];
      totalMicros: number;
    };
    expect(preview.rows.map(({ status }) => status)).toEqual([
      ...['found', 'found', 'not-found', 'duplicate', 'self'],
    ]);
    expect(preview.totalMicros).toBe(2 * amountMicros);
    const batch = { requestId: newRequestId(), entries, source: 'promo', expiresAtMs: null, reason };
    const granted = { granted: 2, skipped: 3, totalMicros: 2 * amountMicros };
    expect(await call('grantInBulk', batch, one)).toEqual(granted);
    expect(await call('grantInBulk', batch, one)).toEqual(granted);
    for (const { uid } of [ann, ben]) {
      const { entries: ledger } = await expectBooksBalance(uid);
      const id = `grant-${batch.requestId}-${uid}`;
      expect(ledger.get(id)).toMatchObject({ kind: 'grant', totalMicros: amountMicros });
      expect((await db.collection(collections.audit).doc(id).get()).get('action')).toBe('grant-credits');
    }
  });

  test('finds nobody by what no user can have, and everybody else on the list', async () => {
    const ann = await customer();
    const entries = [' ', 'a'.repeat(129), '@', 'a@b@c', ann.uid].map((to) => ({ to, amountMicros: 1 }));
    const preview = (await call('previewBulkGrant', { entries }, one)) as { rows: { status: string }[] };
    expect(preview.rows.map(({ status }) => status)).toEqual([
      ...['not-found', 'not-found', 'not-found', 'not-found', 'found'],
    ]);
  });

  test('of a large total needs a second admin', async () => {
    const entries = [{ to: (await customer()).uid, amountMicros: tooMany }];
    const batch = { requestId: newRequestId(), entries, source: 'promo', expiresAtMs: null, reason };
    expect(await errorOf(call('grantInBulk', batch, one))).toMatchObject({
      details: { reason: 'approval-needed' },
    });
  });
});
