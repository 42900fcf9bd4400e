import { getAuth } from 'firebase-admin/auth';
import { beforeAll, describe, expect, test } from 'vitest';
import { activityIdOf, collections, creditsToMicros, type HoldState } from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { keyedDigest } from '../../src/platform/digest.ts';
import { createStore } from '../../src/platform/store/store.ts';
import {
  booksOf,
  expectBooksBalance,
  grantOf,
  newRequestId,
  openAccount as openAccountOf,
  testDb,
} from '../support/accounts.ts';
import { call, errorOf, newPerson, type Person, publishCatalog } from '../support/calls/callables.ts';

const admin: Person = { uid: newPerson().uid, role: 'admin' };

beforeAll(publishCatalog);

interface Opened {
  welcomeMicros: number;
}

/** Changes an address in Auth; the next call shows a token that says so. */
async function changeEmail(uid: string, email: string): Promise<void> {
  await getAuth().updateUser(uid, { email, emailVerified: true });
}

/** Opens an account and welcomes it as the build before this one did. */
async function welcomeAsBefore(accountId: string, email: string): Promise<void> {
  const meter = createMeter({ store: createStore(testDb()) });
  await openAccountOf(meter, 0, accountId);
  const entryId = `welcome-${keyedDigest('test-key', email)}`;
  await meter.submit(accountId, grantOf({ micros: creditsToMicros(50), entryId, source: 'welcome' }));
}

describe('openAccount', () => {
  test('welcome credits are granted once, however many calls ask for them at once', async () => {
    const person = newPerson();
    const answers = await Promise.all(Array.from({ length: 20 }, () => call('openAccount', {}, person)));
    for (const answer of answers) expect(answer).toMatchObject({ remainingMicros: creditsToMicros(50) });
    const again = await call('openAccount', {}, person);
    expect(again).toMatchObject({ remainingMicros: creditsToMicros(50), welcomeMicros: 0 });
    const { account } = await expectBooksBalance(person.uid);
    expect(account.lots).toMatchObject([{ source: 'welcome', remainingMicros: creditsToMicros(50) }]);
  });

  test('leaving and coming back with the same e-mail address brings no credits', async () => {
    const email = `Again-${newPerson().uid}@Example.com`;
    const first = { ...newPerson(), email };
    await call('openAccount', {}, first);
    await getAuth().deleteUser(first.uid);
    const second = { ...newPerson(), email: email.toLowerCase() };
    expect(await call('openAccount', {}, second)).toMatchObject({ remainingMicros: 0, welcomeMicros: 0 });
    await expectBooksBalance(second.uid);
  });

  test('an account whose address is changed five times gets its welcome credits once', async () => {
    const person = newPerson();
    await call('openAccount', {}, person);
    for (let change = 1; change <= 5; change++) {
      await changeEmail(person.uid, `${person.uid}-${change}@example.com`);
      expect(await call('openAccount', {}, person)).toMatchObject({ welcomeMicros: 0 });
    }
    const { account } = await expectBooksBalance(person.uid);
    expect(account.lots).toMatchObject([{ source: 'welcome', remainingMicros: creditsToMicros(50) }]);
  });

  test('a mailbox gets welcome credits once, under all of its addresses', async () => {
    const name = `n${newPerson().uid.slice(0, 20)}`;
    const addresses = [
      `${name}@gmail.com`,
      `${name}+1@gmail.com`,
      `${name.slice(0, 3)}.${name.slice(3)}@googlemail.com`,
    ];
    const welcomes: unknown[] = [];
    for (const email of addresses) {
      welcomes.push(((await call('openAccount', {}, { ...newPerson(), email })) as Opened).welcomeMicros);
    }
    expect(welcomes).toEqual([creditsToMicros(50), 0, 0]);
  });

  test('the address of a relay gets welcome credits like any other', async () => {
    const email = `${newPerson().uid}@privaterelay.appleid.com`;
    expect(await call('openAccount', {}, { ...newPerson(), email })).toMatchObject({
      welcomeMicros: creditsToMicros(50),
    });
  });

  test('an account that an earlier build welcomed under the former digest gets no more welcome credits', async () => {
    const dotted = { ...newPerson(), email: `a.b.${newPerson().uid}@gmail.com` };
    await welcomeAsBefore(dotted.uid, dotted.email);
    expect(await call('openAccount', {}, dotted)).toMatchObject({ welcomeMicros: 0 });
    const another = { ...newPerson(), email: dotted.email };
    await getAuth().deleteUser(dotted.uid);
    expect(await call('openAccount', {}, another)).toMatchObject({ welcomeMicros: 0 });
    const changed = newPerson();
    await welcomeAsBefore(changed.uid, `before-${changed.uid}@example.com`);
    expect(await call('openAccount', {}, changed)).toMatchObject({ welcomeMicros: 0 });
  });

  test('an unverified address waits for its welcome credits until it is verified', async () => {
    const person = newPerson();
    const before = await call('openAccount', {}, { ...person, isEmailVerified: false });
    expect(before).toMatchObject({ isNew: true, remainingMicros: 0, welcomeMicros: 0 });
    await getAuth().updateUser(person.uid, { emailVerified: true });
    expect(await call('openAccount', {}, person)).toMatchObject({
      isNew: false,
      remainingMicros: creditsToMicros(50),
    });
  });
});

describe('grantCreditsToUser', () => {
  const grantTo = (uid: string, requestId = newRequestId()) => ({
    requestId,
    to: { uid },
    amountMicros: creditsToMicros(25),
    source: 'bonus',
    expiresAtMs: null,
    reason: 'A thank-you',
  });

  test('adds a lot and writes its audit entry, once per request id', async () => {
    const person = await signedUp();
    const request = grantTo(person.uid);
    const [first, second] = await Promise.all([
      call('grantCreditsToUser', request, admin),
      call('grantCreditsToUser', request, admin),
    ]);
    expect(second).toEqual(first);
    expect(first).toMatchObject({ remainingMicros: creditsToMicros(75) });
    const { entries } = await expectBooksBalance(person.uid);
    const entryId = `grant-${request.requestId}`;
    expect(entries.get(entryId)).toMatchObject({ kind: 'grant', actor: { kind: 'admin', uid: admin.uid } });
    const audit = await testDb().collection(collections.audit).doc(entryId).get();
    expect(audit.data()).toMatchObject({
      action: 'grant-credits',
      target: `accounts/${person.uid}`,
      reason: 'A thank-you',
      ip: null,
      before: { balanceMicros: creditsToMicros(50) },
      after: { balanceMicros: creditsToMicros(75), amountMicros: creditsToMicros(25) },
    });
  });

  test('the same request id with another amount or user is a conflict', async () => {
    const [person, other] = [await signedUp(), await signedUp()];
    const request = grantTo(person.uid);
    await call('grantCreditsToUser', request, admin);
    const more = call('grantCreditsToUser', { ...request, amountMicros: 1 }, admin);
    expect(await errorOf(more)).toMatchObject({ code: 'idempotency-conflict' });
    const elsewhere = call('grantCreditsToUser', { ...request, to: { uid: other.uid } }, admin);
    expect(await errorOf(elsewhere)).toMatchObject({ code: 'idempotency-conflict' });
    await expectBooksBalance(other.uid);
  });
});

describe('work that an app runs itself', () => {
  const holdOf = (requestId: string, change = {}) => ({
    requestId,
    operation: 'image',
    model: 'nano-banana',
    quantity: { images: 1 },
    prompt: 'elsewhere',
    shownPriceMicros: creditsToMicros(5),
    catalogVersion: 1,
    ...change,
  });
  const chat = { operation: 'chat', model: 'gpt-5-mini', shownPriceMicros: creditsToMicros(2) };
  const tokens = (outputTokens: number) => ({ inputTokens: 0, outputTokens });

  test('is held, started and charged; a repeated report gets the same answer, and a different one is rejected', async () => {
    const person = await signedUp();
    const requestId = newRequestId();
    const held = (await call('validateAndDeductCredits', holdOf(requestId), person)) as HoldState;
    expect(held).toMatchObject({ status: 'pending', remainingMicros: creditsToMicros(45) });
    const begun = await call('updateAIActivityStatus', { requestId, status: 'processing' }, person);
    expect(begun).toMatchObject({ status: 'processing' });
    const report = { requestId, status: 'completed' };
    const done = await call('updateAIActivityStatus', report, person);
    expect(done).toMatchObject({ status: 'completed', capturedMicros: creditsToMicros(5) });
    expect(await call('updateAIActivityStatus', report, person)).toEqual(done);
    const failed = call('updateAIActivityStatus', { requestId, status: 'failed', reason: 'no' }, person);
    expect(await errorOf(failed)).toMatchObject({ code: 'already-settled' });
    await expectBooksBalance(person.uid);
  });

  test('has its client’s trace id on the activity, in the ledger and on an error', async () => {
    const person = await signedUp();
    const [requestId, traceId] = [newRequestId(), 'ab'.repeat(16)];
    await call('validateAndDeductCredits', { ...holdOf(requestId), traceId }, person);
    await call('updateAIActivityStatus', { requestId, status: 'completed' }, person);
    const { activities, entries } = await booksOf(person.uid);
    expect([...activities.values()]).toMatchObject([{ traceId }]);
    expect(entries.get(`usage-${person.uid}_${requestId}`)).toMatchObject({ traceId });
    const refused = call(
      'validateAndDeductCredits',
      { ...holdOf(newRequestId()), model: 'none', traceId },
      person,
    );
    expect(await errorOf(refused)).toMatchObject({ code: 'unknown-model', traceId });
  });

  test('costs what was used if that is less, and never more than was held', async () => {
    const person = await signedUp();
    for (const [used, capturedMicros] of [
      [500, 500_000],
      [9_000, 2_000_000],
    ] as const) {
      const requestId = newRequestId();
      await call('validateAndDeductCredits', holdOf(requestId, { ...chat, quantity: tokens(2_000) }), person);
      const report = { requestId, status: 'completed', quantity: tokens(used) };
      expect(await call('updateAIActivityStatus', report, person)).toMatchObject({ capturedMicros });
    }
    await expectBooksBalance(person.uid);
  });

  test('returns credits for reported failures only up to the daily limit', async () => {
    const person = await signedUp();
    await call(
      'grantCreditsToUser',
      {
        ...{ requestId: newRequestId(), to: { uid: person.uid }, source: 'bonus' },
        amountMicros: creditsToMicros(500),
        expiresAtMs: null,
        reason: 'x',
      },
      admin,
    );
    const codes: string[] = [];
    for (let index = 0; index < 21; index++) {
      const requestId = newRequestId();
      await call('validateAndDeductCredits', holdOf(requestId), person);
      const report = call('updateAIActivityStatus', { requestId, status: 'failed', reason: 'no' }, person);
      codes.push(
        await report.then(
          () => 'ok',
          (error) => error.details.code,
        ),
      );
    }
    expect(codes).toEqual([...Array.from({ length: 20 }, () => 'ok'), 'return-limit']);
    const { account } = await expectBooksBalance(person.uid);
    expect(account.clientReturns.returnedMicros).toBe(creditsToMicros(100));
  });

  test('can’t be reported or cancelled by another user, and a client can’t end work that the server runs', async () => {
    const [person, other] = [await signedUp(), await signedUp()];
    const requestId = newRequestId();
    await call('validateAndDeductCredits', holdOf(requestId), person);
    const theirs = call('updateAIActivityStatus', { requestId, status: 'completed' }, other);
    expect(await errorOf(theirs)).toMatchObject({ code: 'not-found' });
    const activityId = activityIdOf({ accountId: other.uid, requestId });
    expect(await call('cancelGeneration', { requestId }, other)).toEqual({ activityId, status: 'failed' });
    const mine = call('cancelGeneration', { requestId }, person);
    expect(await errorOf(mine)).toMatchObject({ code: 'permission-denied' });
    const { activities } = await booksOf(person.uid);
    expect([...activities.values()]).toMatchObject([{ status: 'pending' }]);
  });
});

async function signedUp(): Promise<Person> {
  const uid = newPerson().uid;
  const { getAuth } = await import('firebase-admin/auth');
  await getAuth().createUser({ uid, email: `${uid}@example.com`, emailVerified: true });
  const person = { uid };
  await call('openAccount', {}, person);
  return person;
}
