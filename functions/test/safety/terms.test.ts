import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  Agreements,
  ANNOUNCEMENTS_CONFIG,
  Announcements,
  AuditEntry,
  collections,
  DAY_MS,
  decodeStored,
  MINUTE_MS,
  PublishedTerms,
  type RequestOf,
  type ResponseOf,
  TERMS_CONFIG,
  termsInForce,
} from '../../src/contract/index.ts';

// Terms apply to everybody, so these tests have a project of their own.
const projectId = `demo-terms-${randomUUID().slice(0, 8)}`;
Object.assign(process.env, {
  ...{
    GCLOUD_PROJECT: projectId,
    FIREBASE_CONFIG: JSON.stringify({ projectId }),
    FUNCTIONS_EMULATOR: 'true',
  },
  COUNTRY_HEADER: 'x-country',
});
// Before the functions are imported, which take the clock as it is then.
vi.useFakeTimers({ toFake: ['Date'] });
afterAll(() => void vi.useRealTimers());

const { holdOf, newRequestId, openAccount, testDb } = await import('../support/accounts.ts');
const { call, errorOf, newPerson, publishCatalog } = await import('../support/calls/callables.ts');
const { goodRequests } = await import('../support/calls/good-requests.ts');
const { createMeter } = await import('../../src/meter/lane/meter.ts');
const { createStore } = await import('../../src/platform/store/store.ts');

const db = testDb();
const meter = createMeter({ store: createStore(db) });
const owner = { ...newPerson(), role: 'owner' };
const draft = {
  ...{ appliesFromMs: 0, termsUrl: null, privacyUrl: 'https://example.com/privacy' },
  summary: { en: 'Plans can be paused.', de: 'In German: plans can be paused.' },
  requiresAgreement: true,
};

type Draft = RequestOf<'updateTerms'> & { action: 'publish' };
const published = async () => {
  const stored = await db.collection(collections.config).doc(TERMS_CONFIG).get();
  return stored.exists ? decodeStored(PublishedTerms, stored.data()).versions : [];
};
async function publish(
  terms: Partial<Draft['terms']> = {},
  change: Partial<Pick<Draft, 'requestId' | 'baseVersion'>> = {},
) {
  const request = { requestId: newRequestId(), baseVersion: (await published()).length, ...change };
  return call(
    'updateTerms',
    { action: 'publish', ...request, terms: { ...draft, ...terms }, reason: 'News' },
    owner,
  );
}
const setMinimumAge = (years: number, byCountry: Record<string, number>) =>
  call(
    'updateTerms',
    {
      ...{ action: 'setMinimumAge', requestId: newRequestId(), reason: 'The law' },
      minimumAge: { years, byCountry },
    },
    owner,
  );
const agree = (uid: string, version: number, change: object = {}, headers = {}) =>
  call(
    'agreeToTerms',
    { version, via: 'dialog', age: 16, country: null, ...change },
    { uid },
    undefined,
    headers,
  );
const open = (uid: string) => call('openAccount', {}, { uid }) as Promise<ResponseOf<'openAccount'>>;
const generate = (uid: string, requestId = newRequestId()) =>
  call('generate', { ...goodRequests(uid).generate(), requestId }, { uid });
const agreementsOf = async (uid: string) => {
  const stored = await db.collection(collections.agreements).doc(uid).get();
  return stored.exists ? decodeStored(Agreements, stored.data()).agreements : [];
};

/** What instances remember of the terms for a minute is read again. */
function passMinutes(minutes: number): void {
  vi.setSystemTime(Date.now() + minutes * MINUTE_MS + 1);
}

beforeEach(async () => {
  await publishCatalog();
  await db.collection(collections.config).doc(TERMS_CONFIG).delete();
  passMinutes(1);
});

test('nobody is asked for anything before terms are published', async () => {
  const uid = await openAccount(meter, 100);
  expect(await open(uid)).toMatchObject({ agreement: null });
  expect(await generate(uid)).toMatchObject({ status: 'completed' });
});

describe('a version that applies', () => {
  test('is asked for when an account is opened, and what was agreed to is kept', async () => {
    await publish();
    passMinutes(1);
    const { uid } = newPerson();
    const { agreement, isNew } = await open(uid);
    expect(isNew).toBe(true);
    expect(agreement).toMatchObject({
      ...{ terms: { version: 1, summary: draft.summary }, minimumAge: { years: 16 }, isRenewal: false },
    });
    expect(await agree(uid, 1, { via: 'sign-up' })).toEqual({ version: 1 });
    expect(await open(uid)).toMatchObject({ agreement: null, isNew: false });
    await agree(uid, 1);
    expect(await agreementsOf(uid)).toEqual([
      { version: 1, atMs: expect.any(Number), via: 'sign-up', age: 16, country: null },
    ]);
  });

  test('refuses new work and purchases until it is agreed to, and a minute later nothing', async () => {
    const uid = await openAccount(meter, 100);
    const before = newRequestId();
    expect(await generate(uid, before)).toMatchObject({ status: 'completed' });
    await publish();
    passMinutes(1);
    const requests = goodRequests(uid);
    for (const name of [
      ...(['generate', 'validateAndDeductCredits', 'startReel', 'resumeReel'] as const),
      ...(['startCheckout', 'buyPackWithSavedCard', 'changePlan', 'resumePlan'] as const),
      'setTopUp' as const,
    ]) {
      const error = await errorOf(call(name, requests[name](), { uid }));
      expect({ name, ...error }).toMatchObject({
        ...{ name, code: 'agreement-required', details: { reason: 'terms', termsVersion: 1 } },
      });
    }
    // The request that was made before has its outcome.
    expect(await generate(uid, before)).toMatchObject({ status: 'completed' });
    await agree(uid, 1);
    expect(await generate(uid)).toMatchObject({ status: 'completed' });
    expect(await open(uid)).toMatchObject({ agreement: null });
  });

  test('stops no running work, cancel, export, erasure, removal of cards or end of the top-up', async () => {
    const uid = await openAccount(meter, 100);
    const running = holdOf(uid);
    await meter.submit(uid, running);
    await publish();
    passMinutes(1);
    const { requestId } = running.draft;
    const cancelled = await call('cancelGeneration', { requestId }, { uid });
    expect(cancelled).toMatchObject({ activityId: running.activityId });
    const requests = goodRequests(uid);
    for (const [name, request] of [
      ['setTopUp', { ...requests.setTopUp(), topUp: null }],
      ['openBillingPortal', {}],
      ['cancelPlan', requests.cancelPlan()],
      ['exportMyData', { cursor: null }],
      ['requestErasure', {}],
    ] as const) {
      const code = await call(name, request, { uid }).then(
        () => 'done',
        (error) => error.details.code,
      );
      expect({ name, code }).not.toEqual({ name, code: 'agreement-required' });
    }
  });

  test('is asked of nobody before its day, and a version that needs no agreement of nobody again', async () => {
    const uid = await openAccount(meter, 100);
    await publish({ appliesFromMs: Date.now() + DAY_MS });
    passMinutes(1);
    expect(await open(uid)).toMatchObject({ agreement: null });
    expect(await generate(uid)).toMatchObject({ status: 'completed' });
    passMinutes(24 * 60);
    expect(await open(uid)).toMatchObject({ agreement: { terms: { version: 1 } } });
    await agree(uid, 1);
    await publish({ requiresAgreement: false });
    passMinutes(1);
    expect(await open(uid)).toMatchObject({ agreement: null });
    await publish();
    passMinutes(1);
    expect(await open(uid)).toMatchObject({ agreement: { terms: { version: 3 }, isRenewal: true } });
    expect(await errorOf(generate(uid))).toMatchObject({ code: 'agreement-required' });
    await agree(uid, 3);
    expect((await agreementsOf(uid)).map(({ version }) => version)).toEqual([1, 3]);
  });

  test('lets guests try, who agree when they open an account', async () => {
    await publish();
    passMinutes(1);
    const guest = { ...newPerson(), isAnonymous: true };
    expect(await call('openAccount', {}, guest)).toMatchObject({ agreement: null });
    // This catalog lets no guests try, which is what they are told.
    expect(await errorOf(call('generate', goodRequests(guest.uid).generate(), guest))).toMatchObject({
      code: 'permission-denied',
    });
    expect(await open(guest.uid)).toMatchObject({ agreement: { terms: { version: 1 } } });
  });
});

describe('the minimum age', () => {
  test('is the one of the country that the request comes from, or else that the person says', async () => {
    await publish();
    await setMinimumAge(16, { AT: 14, KR: 19 });
    passMinutes(1);
    const { uid } = newPerson();
    await open(uid);
    expect(await errorOf(agree(uid, 1, { country: 'AT' }, { 'x-country': 'KR' }))).toMatchObject({
      details: { reason: 'age', age: 19, country: 'KR' },
    });
    expect(await errorOf(agree(uid, 1, { country: 'DE', age: 14 }))).toMatchObject({
      details: { reason: 'age', age: 16, country: 'DE' },
    });
    expect(await agreementsOf(uid)).toEqual([]);
    await agree(uid, 1, { country: 'AT', age: 14 });
    expect(await agreementsOf(uid)).toMatchObject([{ age: 14, country: 'AT' }]);
  });
});

describe('a minimum age that is raised', () => {
  test('is asked of those who have confirmed a lower one in its countries, before they go on', async () => {
    await publish();
    await setMinimumAge(16, { AT: 14 });
    passMinutes(1);
    const [austrian, german] = [await openAccount(meter, 100), await openAccount(meter, 100)];
    await agree(austrian, 1, { country: 'AT', age: 14 });
    await agree(german, 1, { country: 'DE' });
    // Both are remembered by this instance.
    for (const uid of [austrian, german]) await generate(uid);
    await setMinimumAge(16, { AT: 15 });
    passMinutes(1);
    expect(await errorOf(generate(austrian))).toMatchObject({
      ...{ code: 'agreement-required', details: { reason: 'age', age: 15, country: 'AT' } },
    });
    expect(await open(austrian)).toMatchObject({
      agreement: { terms: { version: 1 }, asksFor: 'age', country: 'AT', isRenewal: true },
    });
    expect(await generate(german)).toMatchObject({ status: 'completed' });
    expect(await open(german)).toMatchObject({ agreement: null });

    expect(await errorOf(agree(austrian, 1, { country: 'AT', age: 14 }))).toMatchObject({
      details: { reason: 'age', age: 15 },
    });
    await agree(austrian, 1, { country: 'AT', age: 15 });
    await agree(austrian, 1, { country: 'AT', age: 15 });
    expect(await generate(austrian)).toMatchObject({ status: 'completed' });
    expect(await open(austrian)).toMatchObject({ agreement: null });
    expect((await agreementsOf(austrian)).map(({ version, age }) => [version, age])).toEqual([
      [1, 14],
      [1, 15],
    ]);
  });

  test('is asked of nobody who has confirmed as much, or when it is lowered', async () => {
    await publish();
    passMinutes(1);
    const uid = await openAccount(meter, 100);
    await agree(uid, 1, { age: 18 });
    for (const years of [18, 14, 16]) {
      await setMinimumAge(years, {});
      passMinutes(1);
      expect(await generate(uid)).toMatchObject({ status: 'completed' });
    }
    await setMinimumAge(19, {});
    passMinutes(1);
    expect(await errorOf(generate(uid))).toMatchObject({ details: { reason: 'age', age: 19 } });
  });

  test('keeps a later agreement when a page that is older confirms it', async () => {
    await publish();
    await publish();
    passMinutes(1);
    const uid = await openAccount(meter, 100);
    await agree(uid, 2);
    await setMinimumAge(18, {});
    passMinutes(1);
    await agree(uid, 1, { age: 18 });
    expect((await agreementsOf(uid)).map(({ version, age }) => [version, age])).toEqual([
      [2, 16],
      [2, 18],
    ]);
    expect(await open(uid)).toMatchObject({ agreement: null });
  });
});

describe('a publication', () => {
  test('is made once per request, with an audit entry', async () => {
    const requestId = newRequestId();
    await publish({}, { requestId, baseVersion: 0 });
    await publish({}, { requestId, baseVersion: 0 });
    expect(await published()).toHaveLength(1);
    const entry = await db.collection(collections.audit).doc(`terms-${requestId}`).get();
    expect(decodeStored(AuditEntry, entry.data())).toMatchObject({
      ...{ action: 'publish-terms', before: { version: 0 }, after: { version: 1, summary: draft.summary } },
    });
  });

  test('never applies before the version published last, or before it is published', async () => {
    const laterMs = Date.now() + DAY_MS;
    await publish({ appliesFromMs: laterMs, requiresAgreement: false });
    expect(await errorOf(publish({ appliesFromMs: laterMs - 1 }))).toMatchObject({
      ...{ code: 'invalid-argument', details: { reason: 'terms-too-early' } },
    });
    await publish({ appliesFromMs: laterMs });
    const [first, second] = await published();
    expect(first).toMatchObject({ version: 1, requiresAgreement: true, appliesFromMs: laterMs });
    expect(second).toMatchObject({ version: 2 });
  });

  test('follows the version that its owner has seen, so that two owners don’t publish twice', async () => {
    const [first, second] = [newRequestId(), newRequestId()];
    const both = await Promise.allSettled([
      publish({}, { requestId: first, baseVersion: 0 }),
      publish({}, { requestId: second, baseVersion: 0 }),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const requestId of [first, second]) {
      await publish({}, { requestId, baseVersion: 0 }).catch((error) =>
        expect(error.details).toMatchObject({
          ...{ code: 'version-conflict', details: { reason: 'published-meanwhile', catalogVersion: 1 } },
        }),
      );
    }
    expect(await published()).toHaveLength(1);
  });

  test('applies within a year, so that a wrong date blocks no later version for good', async () => {
    const yearMs = 365 * DAY_MS;
    expect(await errorOf(publish({ appliesFromMs: Date.now() + yearMs + 1 }))).toMatchObject({
      ...{ code: 'invalid-argument', details: { reason: 'terms-too-late' } },
    });
    const laterMs = Date.now() + yearMs;
    await publish({ appliesFromMs: laterMs, termsUrl: 'https://example.com/wrong' });
    await publish({ appliesFromMs: laterMs });
    const [wrong, right] = await published();
    expect(termsInForce({ versions: [wrong, right].flatMap((one) => one ?? []) }, laterMs)).toEqual(right);
  });

  test('takes no other address than https, and only an owner may make one', async () => {
    expect(await errorOf(publish({ termsUrl: 'javascript:alert(1)' }))).toMatchObject({
      code: 'invalid-argument',
    });
    const admin = { ...newPerson(), role: 'admin' };
    const request = {
      action: 'publish',
      requestId: newRequestId(),
      baseVersion: 0,
      terms: draft,
      reason: 'News',
    };
    expect(await errorOf(call('updateTerms', request, admin))).toMatchObject({ code: 'permission-denied' });
  });

  test('that does not exist can’t be agreed to', async () => {
    const { uid } = newPerson();
    expect(await errorOf(agree(uid, 7))).toMatchObject({ code: 'not-found', details: { reason: 'terms' } });
  });
});

describe('a withdrawal', () => {
  const withdraw = (version: number, requestId = newRequestId(), by: object = owner) =>
    call('updateTerms', { action: 'withdraw', requestId, version, reason: 'A mistake' }, by as typeof owner);
  const due = async () => {
    const stored = await db.collection(collections.config).doc(ANNOUNCEMENTS_CONFIG).get();
    return stored.exists ? decodeStored(Announcements, stored.data()).due.map(({ id }) => id) : [];
  };
  beforeEach(() => db.collection(collections.config).doc(ANNOUNCEMENTS_CONFIG).delete());

  test('keeps a version from ever applying and from being announced, once per request, with an audit entry', async () => {
    await publish();
    const uid = await openAccount(meter, 100);
    await publish({ appliesFromMs: Date.now() + DAY_MS });
    passMinutes(1);
    await agree(uid, 1);
    expect(await due()).toEqual(['terms-1', 'terms-2']);
    const requestId = newRequestId();
    await withdraw(2, requestId);
    await withdraw(2, requestId);
    expect(await due()).toEqual(['terms-1']);
    const entry = await db.collection(collections.audit).doc(`terms-${requestId}`).get();
    expect(decodeStored(AuditEntry, entry.data())).toMatchObject({
      ...{ action: 'withdraw-terms', reason: 'A mistake', before: { version: 2 } },
      after: { version: 2, withdrawnAtMs: expect.any(Number) },
    });
    passMinutes(25 * 60);
    expect(await open(uid)).toMatchObject({ agreement: null });
    expect(await generate(uid)).toMatchObject({ status: 'completed' });
    expect(await open(newPerson().uid)).toMatchObject({ agreement: { terms: { version: 1 } } });
  });

  test('leaves the proof of agreements, which count for nothing that applies', async () => {
    const appliesFromMs = Date.now() + DAY_MS;
    await publish({ appliesFromMs });
    await publish({ appliesFromMs });
    const uid = await openAccount(meter, 100);
    await agree(uid, 2);
    await withdraw(2);
    expect(await errorOf(agree(uid, 2))).toMatchObject({ code: 'not-found', details: { reason: 'terms' } });
    passMinutes(24 * 60 + 1);
    expect(await open(uid)).toMatchObject({ agreement: { terms: { version: 1 } } });
    await agree(uid, 1);
    expect(await open(uid)).toMatchObject({ agreement: null });
    expect((await agreementsOf(uid)).map(({ version }) => version)).toEqual([2, 1]);
  });

  test('leaves the number to the withdrawn version, and its day to an earlier one', async () => {
    await publish({ appliesFromMs: Date.now() + DAY_MS });
    await withdraw(1);
    expect(await errorOf(publish({}, { baseVersion: 0 }))).toMatchObject({ code: 'version-conflict' });
    await publish({ requiresAgreement: false });
    expect((await published()).at(-1)).toMatchObject({ version: 2, requiresAgreement: true });
    passMinutes(1);
    expect(await open(newPerson().uid)).toMatchObject({ agreement: { terms: { version: 2 } } });
  });

  test('is refused for a version that applies, was withdrawn or does not exist, and to all but owners', async () => {
    await publish();
    await publish({ appliesFromMs: Date.now() + MINUTE_MS });
    expect(await errorOf(withdraw(1))).toMatchObject({
      ...{ code: 'already-settled', details: { reason: 'terms-apply' } },
    });
    expect(await errorOf(withdraw(3))).toMatchObject({ code: 'not-found', details: { reason: 'terms' } });
    const admin = { ...newPerson(), role: 'admin' };
    expect(await errorOf(withdraw(2, newRequestId(), admin))).toMatchObject({ code: 'permission-denied' });
    await withdraw(2);
    expect(await errorOf(withdraw(2))).toMatchObject({
      ...{ code: 'already-settled', details: { reason: 'terms-withdrawn' } },
    });
  });
});
