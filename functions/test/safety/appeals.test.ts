import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Appeal,
  type AppealOutcome,
  collections,
  ERASURE_REASON,
  notificationText,
  textFormats,
} from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { auditFacts } from '../../src/notifications/events/audit-notices.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { newRequestId, openAccount, suspendOf, testDb } from '../support/accounts.ts';
import { call, errorOf, newPerson, publishCatalog } from '../support/calls/callables.ts';

const db = testDb();
const meter = createMeter({ store: createStore(db) });
const admins = [newPerson(), newPerson()].map(({ uid }) => ({ uid, role: 'admin' }) as const);
const [admin, other] = admins as [(typeof admins)[number], (typeof admins)[number]];

beforeAll(publishCatalog);

const send = (uid: string, text = 'It was not me', requestId = newRequestId()) =>
  call('appeal', { requestId, text }, { uid }) as Promise<{ appealId: string }>;
const decide = (appealId: string, outcome: AppealOutcome, by = admin, requestId = newRequestId()) =>
  call('decideAppeal', { requestId, appealId, outcome, reason: 'We looked again' }, by);
const read = async (id: string) => (await db.collection(collections.appeals).doc(id).get()).data() as Appeal;
const status = async (uid: string) =>
  (await db.collection(collections.accounts).doc(uid).get()).get('status') as string;
const entries = async (uid: string) => {
  const found = await db.collection(collections.audit).where('target', '==', `accounts/${uid}`).get();
  return found.docs.map((doc) => [doc.get('action'), doc.get('actor.uid'), doc.get('after.outcome')]);
};

async function suspended(): Promise<string> {
  const uid = await openAccount(meter, 10);
  await meter.submit(uid, suspendOf('suspend'));
  return uid;
}

describe('an appeal', () => {
  test('is sent once for each suspension, and a retry sends nothing twice', async () => {
    const uid = await suspended();
    const requestId = newRequestId();
    const { appealId } = await send(uid, 'It was not me', requestId);
    expect(await send(uid, 'It was not me', requestId)).toEqual({ appealId });
    expect(await errorOf(send(uid, 'Please'))).toMatchObject({
      code: 'already-settled',
      details: { reason: 'appealed' },
    });
    expect(await read(appealId)).toMatchObject({ uid, text: 'It was not me', state: 'open', decision: null });
    await decide(appealId, 'lifted');
    await meter.submit(uid, suspendOf('suspend'));
    const again = await send(uid, 'Again');
    expect(await read(again.appealId)).toMatchObject({ text: 'Again', state: 'open', decision: null });
  });

  test('needs a suspension by staff: not an active account, nor one that is being erased', async () => {
    const [active, erased] = [await openAccount(meter, 1), await openAccount(meter, 1)];
    await meter.submit(erased, { ...suspendOf('suspend'), reason: ERASURE_REASON } as never);
    for (const uid of [active, erased]) {
      expect(await errorOf(send(uid))).toMatchObject({
        code: 'already-settled',
        details: { reason: 'not-suspended' },
      });
    }
  });

  test('has at most 2,000 characters, and is tried at most ten times an hour', async () => {
    const uid = await suspended();
    expect(await errorOf(send(uid, 'a'.repeat(2_001)))).toMatchObject({ code: 'invalid-argument' });
    await send(uid, 'a'.repeat(2_000));
    for (let times = 1; times < 10; times++) {
      expect(await errorOf(send(uid))).toMatchObject({ code: 'already-settled' });
    }
    const { code, details } = await errorOf(send(uid));
    expect({ code, reason: details.reason }).toEqual({ code: 'rate-limited', reason: 'appeals' });
    expect(details.retryAfterMs).toBeGreaterThan(0);
    expect(await status(uid)).toBe('suspended');
  });
});

describe('a decision', () => {
  test('that lifts the suspension reinstates the account, in one audited action', async () => {
    const uid = await suspended();
    const { appealId } = await send(uid);
    expect(await decide(appealId, 'lifted')).toEqual({ outcome: 'lifted' });
    expect(await status(uid)).toBe('active');
    expect(await read(appealId)).toMatchObject({
      state: 'decided',
      decision: { outcome: 'lifted', reason: 'We looked again', uid: admin.uid },
    });
    expect(await entries(uid)).toEqual([['reinstate-account', admin.uid, 'lifted']]);
  });

  test('that upholds it leaves the account suspended, and the user is notified of it', async () => {
    const uid = await suspended();
    const { appealId } = await send(uid);
    await decide(appealId, 'upheld');
    expect(await status(uid)).toBe('suspended');
    expect(await entries(uid)).toEqual([['uphold-suspension', admin.uid, 'upheld']]);
    const facts = auditFacts({ action: 'uphold-suspension', target: `accounts/${uid}`, after: {} })?.facts;
    expect(facts).toEqual({ kind: 'suspension-upheld', details: {} });
    for (const language of ['en', 'de'] as const) {
      const formats = textFormats(language);
      expect(facts && notificationText(facts, { language, formats })?.text).not.toContain('undefined');
    }
  });

  test('is made once: of two admins at once, the second gets an error, and a retry changes nothing', async () => {
    const uid = await suspended();
    const { appealId } = await send(uid);
    const requestId = newRequestId();
    const settled = await Promise.allSettled([
      decide(appealId, 'upheld', admin, requestId),
      decide(appealId, 'lifted', other),
    ]);
    expect(settled.map(({ status: one }) => one).sort()).toEqual(['fulfilled', 'rejected']);
    const before = await read(appealId);
    expect(await errorOf(decide(appealId, 'lifted', other))).toMatchObject({
      code: 'already-settled',
      details: { reason: 'decided' },
    });
    if (before.decision?.requestId === requestId) await decide(appealId, 'upheld', admin, requestId);
    expect(await read(appealId)).toEqual(before);
    expect(await entries(uid)).toHaveLength(1);
    expect(await status(uid)).toBe(before.decision?.outcome === 'lifted' ? 'active' : 'suspended');
  });

  test('follows from reinstating the account, and can’t uphold what is over', async () => {
    const uid = await suspended();
    const { appealId } = await send(uid);
    const request = { requestId: newRequestId(), accountId: uid, status: 'active', reason: 'A mistake' };
    for (let times = 0; times < 2; times++) {
      expect(await call('changeAccountStatus', request, admin)).toEqual({ status: 'active' });
    }
    expect(await read(appealId)).toMatchObject({ decision: { outcome: 'lifted', reason: 'A mistake' } });
    expect(await entries(uid)).toHaveLength(1);

    const upheld = await suspended();
    await decide((await send(upheld)).appealId, 'upheld');
    await call('changeAccountStatus', { ...request, requestId: newRequestId(), accountId: upheld }, admin);
    expect(await status(upheld)).toBe('active');
  });

  test('about a suspension that is over closes the appeal, and the user is told of no reinstatement', async () => {
    const uid = await suspended();
    const { appealId } = await send(uid);
    await meter.submit(uid, suspendOf('reinstate'));
    expect(await errorOf(decide(appealId, 'upheld'))).toMatchObject({ code: 'already-settled' });
    await decide(appealId, 'lifted');
    expect(await read(appealId)).toMatchObject({ state: 'decided' });
    expect(await entries(uid)).toEqual([['close-appeal', admin.uid, 'lifted']]);
    expect(auditFacts({ action: 'close-appeal', target: `accounts/${uid}`, after: {} })).toBeNull();
  });

  test('can’t reinstate an account while its erasure is requested, but once the user keeps it', async () => {
    const uid = await suspended();
    await call('requestErasure', {}, { uid });
    const { appealId } = await send(uid);
    const reinstate = () => {
      const request = { requestId: newRequestId(), accountId: uid, status: 'active', reason: 'A mistake' };
      return call('changeAccountStatus', request, admin);
    };
    for (const lift of [() => decide(appealId, 'lifted'), reinstate]) {
      expect(await errorOf(lift())).toMatchObject({
        code: 'already-settled',
        details: { reason: 'erasure-requested' },
      });
    }
    expect([await status(uid), (await read(appealId)).state]).toEqual(['suspended', 'open']);
    await call('undoErasure', {}, { uid });
    expect(await status(uid)).toBe('suspended');
    await reinstate();
    expect(await status(uid)).toBe('active');
    expect(await read(appealId)).toMatchObject({ decision: { outcome: 'lifted' } });
  });

  test('is for admins, about others, of an appeal that exists', async () => {
    const uid = await suspended();
    const { appealId } = await send(uid);
    const support = { uid: newPerson().uid, role: 'support' } as const;
    expect(await errorOf(decide(appealId, 'lifted', support as never))).toMatchObject({
      code: 'permission-denied',
    });
    const self = { uid, role: 'admin' } as const;
    expect(await errorOf(decide(appealId, 'lifted', self))).toMatchObject({ code: 'invalid-argument' });
    for (const unknown of [`${uid}_1`, 'nothing']) {
      expect(await errorOf(decide(unknown, 'lifted'))).toMatchObject({ code: 'not-found' });
    }
    expect(await read(appealId)).toMatchObject({ state: 'open' });
  });
});
