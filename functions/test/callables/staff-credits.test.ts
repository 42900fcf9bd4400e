import { FieldValue } from 'firebase-admin/firestore';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  activityIdOf,
  collections,
  creditsToMicros,
  DEFAULT_STAFF_SETTINGS,
  defaultCatalog,
  HOUR_MS,
} from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { verifyAccount } from '../../src/upkeep/verify/verify-account.ts';
import {
  expectBooksBalance,
  grantOf,
  holdOf,
  newRequestId,
  openAccount,
  suspendOf,
  testDb,
} from '../support/accounts.ts';
import { catalogsOf } from '../support/backend.ts';
import { call, errorOf, newPerson, type Person, publishCatalog } from '../support/calls/callables.ts';
import { goodRequests } from '../support/calls/good-requests.ts';
import { ownDb } from '../support/own-db.ts';

const db = testDb();
const admin = { uid: newPerson().uid, role: 'admin' };
const support = () => ({ uid: newPerson().uid, role: 'support' });
const reason = 'A test';

beforeAll(publishCatalog);

async function customer(): Promise<Person> {
  const person = newPerson();
  await call('openAccount', {}, person);
  return person;
}

/** A person whose request was charged: an app ran it and reported its end. */
async function charged(work: 'image' | 'video' = 'image') {
  const person = await customer();
  const requestId = newRequestId();
  const shownPriceMicros = creditsToMicros(work === 'image' ? 5 : 40);
  const hold = { ...goodRequests(person.uid).validateAndDeductCredits(), requestId, shownPriceMicros };
  const video = { operation: 'video', model: 'veo-3.1-fast', quantity: { seconds: 4 } };
  await call('validateAndDeductCredits', work === 'video' ? { ...hold, ...video } : hold, person);
  await call('updateAIActivityStatus', { requestId, status: 'completed' }, person);
  return { person, activityId: activityIdOf({ accountId: person.uid, requestId }), micros: shownPriceMicros };
}

const audited = async (id: string) => (await db.collection(collections.audit).doc(id).get()).data();

describe('taking back credits', () => {
  test('takes exactly the amount from granted lots, once per request id, and is undone once', async () => {
    const { uid } = await customer();
    const requestId = newRequestId();
    const request = { requestId, accountId: uid, amountMicros: creditsToMicros(5), lotId: null, reason };
    const auditId = `take-back-${requestId}`;
    const taken = { auditId, remainingMicros: creditsToMicros(45) };
    expect(await Promise.all([1, 2, 3].map(() => call('takeBackCredits', request, admin)))).toEqual(
      Array(3).fill(taken),
    );
    expect(await audited(auditId)).toMatchObject({
      action: 'take-back-credits',
      target: `accounts/${uid}`,
      before: { balanceMicros: creditsToMicros(50) },
      after: { balanceMicros: creditsToMicros(45), amountMicros: -creditsToMicros(5) },
    });
    const undo = { requestId: newRequestId(), auditId, reason };
    const given = { givenMicros: creditsToMicros(5), remainingMicros: creditsToMicros(50) };
    expect(await call('giveBackCredits', undo, admin)).toEqual(given);
    expect(await call('giveBackCredits', undo, admin)).toEqual(given);
    expect(
      await errorOf(call('giveBackCredits', { ...undo, requestId: newRequestId() }, admin)),
    ).toMatchObject({
      code: 'already-settled',
      details: { reason: 'given-back' },
    });
    await expectBooksBalance(uid);
  });

  test('never takes what is held or spent, whatever runs at the same time', async () => {
    const person = await customer();
    const hold = goodRequests(person.uid).validateAndDeductCredits();
    const takeBack = () => ({
      ...{ requestId: newRequestId(), accountId: person.uid, lotId: null, reason },
      amountMicros: creditsToMicros(30),
    });
    await call('validateAndDeductCredits', hold, person);
    const results = await Promise.allSettled(
      [1, 2, 3, 4].map(() => call('takeBackCredits', takeBack(), admin)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await errorOf(call('takeBackCredits', takeBack(), admin))).toMatchObject({
      code: 'invalid-argument',
      details: { reason: 'take-back-too-large', balanceMicros: creditsToMicros(15) },
    });
    const { account } = await expectBooksBalance(person.uid);
    expect(account.debtMicros).toBe(0);
  });

  test.each(['purchase', 'subscription'] as const)(
    'never takes credits of a %s, which leave with their money',
    async (source) => {
      const { uid } = await customer();
      const meter = createMeter({ store: createStore(db), now: Date.now });
      const paid = grantOf({ micros: creditsToMicros(100), source });
      await meter.submit(uid, paid);
      const take = (amount: number, lotId: string | null) =>
        call(
          'takeBackCredits',
          { requestId: newRequestId(), accountId: uid, amountMicros: creditsToMicros(amount), lotId, reason },
          admin,
        );
      const tooLarge = (left: number) => ({
        code: 'invalid-argument',
        details: { reason: 'take-back-too-large', balanceMicros: creditsToMicros(left) },
      });
      expect(await errorOf(take(51, null))).toMatchObject(tooLarge(50));
      expect(await errorOf(take(1, paid.lot.lotId))).toMatchObject(tooLarge(0));
      await take(50, null);
      const { account } = await expectBooksBalance(uid);
      expect(account.lots.map((lot) => lot.source)).toEqual([source]);
    },
  );

  test('undoes a grant by its lot, and leaves the other lots alone', async () => {
    const { uid } = await customer();
    const grant = { ...goodRequests(uid).grantCreditsToUser(), amountMicros: creditsToMicros(7) };
    const { entryId } = (await call('grantCreditsToUser', grant, admin)) as { entryId: string };
    const request = { requestId: newRequestId(), accountId: uid, lotId: entryId, reason };
    const tooMuch = { ...request, amountMicros: creditsToMicros(8) };
    expect(await errorOf(call('takeBackCredits', tooMuch, admin))).toMatchObject({
      code: 'invalid-argument',
    });
    await call('takeBackCredits', { ...request, amountMicros: creditsToMicros(7) }, admin);
    const { account } = await expectBooksBalance(uid);
    expect(account.lots.map(({ source }) => source)).toEqual(['welcome']);
  });
});

describe('returning the credits of a request', () => {
  test('returns at most what was charged, and once', async () => {
    const { person, activityId, micros } = await charged();
    const request = { requestId: newRequestId(), activityId, amountMicros: null, reason };
    const tooMuch = { ...request, requestId: newRequestId(), amountMicros: micros + 1 };
    expect(await errorOf(call('returnCredits', tooMuch, admin))).toMatchObject({
      details: { reason: 'return-too-large', priceMicros: micros },
    });
    const returned = {
      entryId: `return-${activityId}`,
      returnedMicros: micros,
      remainingMicros: creditsToMicros(50),
    };
    expect(await call('returnCredits', request, admin)).toEqual(returned);
    expect(await call('returnCredits', request, admin)).toEqual(returned);
    for (const amountMicros of [null, 1]) {
      const again = { ...request, requestId: newRequestId(), amountMicros };
      expect(await errorOf(call('returnCredits', again, admin))).toMatchObject({ code: 'already-settled' });
    }
    const { entries } = await expectBooksBalance(person.uid);
    expect(entries.get(`return-${activityId}`)).toMatchObject({ kind: 'grant', totalMicros: micros });
    expect(await audited(`return-${activityId}`)).toMatchObject({ action: 'return-credits' });
  });

  test('a request that was charged nothing, or that there is not, has nothing to return', async () => {
    const person = await customer();
    const hold = goodRequests(person.uid).validateAndDeductCredits() as { requestId: string };
    await call('validateAndDeductCredits', hold, person);
    const open = activityIdOf({ accountId: person.uid, requestId: hold.requestId });
    const returning = (activityId: string) =>
      errorOf(
        call('returnCredits', { requestId: newRequestId(), activityId, amountMicros: null, reason }, admin),
      );
    expect(await returning(open)).toMatchObject({ code: 'already-settled' });
    expect(await returning(`${person.uid}_nothing`)).toMatchObject({ code: 'not-found' });
  });

  test('support returns no more than its daily limit, however many accounts and calls at once', async () => {
    const helper = support();
    const dailyMicros = DEFAULT_STAFF_SETTINGS.dailyReturnMicros;
    const all = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => charged('video')));
    const results = await Promise.allSettled(
      all.map(({ activityId }) =>
        call('returnCredits', { requestId: newRequestId(), activityId, amountMicros: null, reason }, helper),
      ),
    );
    const each = creditsToMicros(40);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(
      Math.floor(dailyMicros / each),
    );
    const { activityId } = await charged();
    const over = { requestId: newRequestId(), activityId, amountMicros: null, reason };
    expect(await errorOf(call('returnCredits', over, helper))).toMatchObject({
      code: 'permission-denied',
      details: { reason: 'daily-limit', balanceMicros: dailyMicros % each },
    });
    expect(await call('returnCredits', over, admin)).toMatchObject({ returnedMicros: creditsToMicros(5) });
    const counted = await db.collection(collections.staffAllowances).doc(helper.uid).get();
    expect(counted.get('returnedMicros')).toBe(Math.floor(dailyMicros / each) * each);
    const signals = await db.collection(collections.abuse).where('accountId', '==', helper.uid).get();
    expect(signals.size).toBe(0);
  });
});

test('a limit that is reset lets requests through again, and the verifier finds nothing wrong with them', async () => {
  const db = await ownDb();
  const meter = createMeter({ store: createStore(db) });
  const accountId = await openAccount(meter, 10);
  const limit = { max: 2, windowMs: HOUR_MS };
  const { image } = defaultCatalog.operations;
  if (!image) throw new Error('The default catalog sells images');
  const operations = { ...defaultCatalog.operations, image: { ...image, limit } };
  const catalogs = catalogsOf({ ...defaultCatalog, operations });
  const hold = () => meter.submit(accountId, holdOf(accountId, { limit }));
  for (const _ of [1, 2]) await hold();
  await expect(hold()).rejects.toMatchObject({ code: 'rate-limited' });
  await meter.submit(accountId, {
    kind: 'resetLimit',
    operation: 'image',
    audit: suspendOf('suspend').audit,
  });
  await hold();
  const verify = () => verifyAccount(db, { accountId, nowMs: Date.now(), checkpoint: null, catalogs });
  expect((await verify())?.drifts).toEqual([]);
  await db.collection(collections.accounts).doc(accountId).update({ limitResets: FieldValue.delete() });
  expect((await verify())?.drifts).toMatchObject([{ kind: 'limit-passed' }]);
});
