import { randomInt } from 'node:crypto';
import { getApp } from 'firebase-admin/app';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { BLOCKS_CONFIG, BlockList, collections, MINUTE_MS } from '../../src/contract/index.ts';
import { createAddressCounter } from '../../src/safety/address-counter.ts';
import { createBlocks } from '../../src/safety/blocks.ts';
import { createCountUp } from '../../src/safety/count-up.ts';
import { booksOf, newRequestId, newUid, testDb } from '../support/accounts.ts';
import { contextOf, until } from '../support/backend.ts';
import { call, errorOf, newPerson, publishCatalog } from '../support/calls/callables.ts';
import { goodRequests } from '../support/calls/good-requests.ts';

const db = testDb();
const admin = { uid: newPerson().uid, role: 'admin' };
const blocked = (change: object, requestId = newRequestId()) =>
  call(
    'changeBlocks',
    { action: 'block', requestId, reason: 'abuse', expiresAtMs: null, ...change },
    admin,
  ) as Promise<{
    blockId: string;
  }>;
const aRange = () => `198.18.${randomInt(256)}.${randomInt(256)}`;

beforeAll(publishCatalog);

describe('requests of an address', () => {
  test('share one count over four instances without a read, and at most a hundred plus four per instance pass', async () => {
    process.env.GCLOUD_PROJECT ??= 'demo-firemeter';
    const limit = { max: 100, windowMs: 10 * MINUTE_MS };
    const addressId = newUid();
    const counters = Array.from({ length: 4 }, () =>
      createAddressCounter({ countUp: createCountUp({ app: getApp(), db }), now: Date.now }),
    );
    const waits = await Promise.all(
      Array.from({ length: 240 }, (_, index) => counters[index % 4]?.waitMs(addressId, limit)),
    );
    const letIn = waits.filter((waitMs) => waitMs === 0).length;
    expect(letIn).toBeGreaterThanOrEqual(100);
    expect(letIn).toBeLessThanOrEqual(100 + 4 * 4);
    const stored = await db.collection(collections.rateLimits).doc(`requests-${addressId}`).get();
    const counts = Object.values(stored.get('counts') as Record<string, number>);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(100);
  });
});

describe('a block', () => {
  const callerFrom = (ip: string, device: string | null = null) => ({
    ...contextOf(newUid()),
    client: { ip, country: null, device },
  });
  const isBlocked = (caller: ReturnType<typeof callerFrom>) =>
    createBlocks({ db, now: Date.now }).isBlocked(caller);

  test('of a range, an account or a device blocks exactly those, until it is removed', async () => {
    const [uid, device, range] = [newUid(), newUid() + newUid(), `${aRange()}/30`];
    const [inside = ''] = range.split('/');
    await call('openAccount', {}, { uid });
    const made = await Promise.all(
      [
        { kind: 'address', range },
        { kind: 'account', accountId: uid },
        { kind: 'device', device },
      ].map((target) => blocked({ target })),
    );
    const callers = [
      callerFrom(inside),
      { ...callerFrom('192.0.2.1'), uid },
      callerFrom('192.0.2.1', device),
    ];
    expect(await Promise.all(callers.map(isBlocked))).toEqual([true, true, true]);
    expect(await isBlocked(callerFrom('192.0.2.1'))).toBe(false);
    for (const { blockId } of made) {
      await call(
        'changeBlocks',
        { action: 'unblock', requestId: newRequestId(), blockId, reason: 'fine' },
        admin,
      );
    }
    expect(await Promise.all(callers.map(isBlocked))).toEqual([false, false, false]);
  });

  test('of an account is found in the audit log under the account, when it is added and when it is removed', async () => {
    const uid = newUid();
    await call('openAccount', {}, { uid });
    const { blockId } = await blocked({ target: { kind: 'account', accountId: uid } });
    await call(
      'changeBlocks',
      { action: 'unblock', requestId: newRequestId(), blockId, reason: 'fine' },
      admin,
    );
    const entries = await db.collection(collections.audit).where('target', '==', `accounts/${uid}`).get();
    expect(entries.docs.map((entry) => entry.get('action')).sort()).toEqual(['block', 'unblock']);
  });

  test('of an unknown account is rejected, and not listed', async () => {
    const accountId = newUid();
    const error = await errorOf(blocked({ target: { kind: 'account', accountId } }));
    expect(error.code).toBe('not-found');
    const list = await db.collection(collections.config).doc(BLOCKS_CONFIG).get();
    expect(JSON.stringify(list.data() ?? {})).not.toContain(accountId);
  });

  test('takes effect within five seconds on an instance that has just read, with one read for all its requests', async () => {
    let [nowMs, reads] = [Date.now(), 0];
    const counting = {
      collection: (name: string) => ({
        doc: (id: string) => ({
          get() {
            reads++;
            return db.collection(name).doc(id).get();
          },
        }),
      }),
    };
    const blocks = createBlocks({ db: counting as never, now: () => nowMs });
    const ip = aRange();
    await Promise.all(Array.from({ length: 50 }, () => blocks.isBlocked(callerFrom(ip))));
    await blocked({ target: { kind: 'address', range: ip } });
    expect(await blocks.isBlocked(callerFrom(ip))).toBe(false);
    nowMs += 5_000;
    const seen = await Promise.all(Array.from({ length: 50 }, () => blocks.isBlocked(callerFrom(ip))));
    expect(new Set(seen)).toEqual(new Set([true]));
    expect(reads).toBe(2);
  });

  test('ends by itself at its time', async () => {
    const ip = aRange();
    const expiresAtMs = Date.now() + 60_000;
    await blocked({ target: { kind: 'address', range: ip }, expiresAtMs });
    const at = (nowMs: number) => createBlocks({ db, now: () => nowMs }).isBlocked(callerFrom(ip));
    expect(await at(expiresAtMs - 1)).toBe(true);
    expect(await at(expiresAtMs)).toBe(false);
  });

  test('is made once per request id, with its audit entry in the same commit', async () => {
    const [range, requestId] = [aRange(), newRequestId()];
    const target = { kind: 'address', range };
    await Promise.all([blocked({ target }, requestId), blocked({ target }, requestId)]);
    const list = await db.collection(collections.config).doc(BLOCKS_CONFIG).get();
    const { blocks } = z.decode(BlockList, list.data() as z.input<typeof BlockList>);
    expect(blocks.filter(({ blockId }) => blockId === requestId)).toMatchObject([
      { target, reason: 'abuse', author: { uid: admin.uid } },
    ]);
    const audit = await db.collection(collections.audit).doc(`block-${requestId}`).get();
    expect(audit.data()).toMatchObject({
      action: 'block',
      actor: { uid: admin.uid },
      after: { blockId: requestId, target: { kind: 'address' } },
      reason: 'abuse',
    });
    // The log is kept for good; the list says which address it is.
    expect(JSON.stringify(audit.data())).not.toContain(target.range);
  });

  test.each([
    ['what is no address', { kind: 'address', range: 'everyone' }],
    ['half the internet', { kind: 'address', range: '128.0.0.0/1' }],
    ['the admin’s own address', { kind: 'address', range: '203.0.113.0/24' }],
    ['the admin’s own account', { kind: 'account', accountId: admin.uid }],
  ])('of %s is rejected', async (_, target) => {
    expect(await errorOf(blocked({ target }))).toMatchObject({ code: 'invalid-argument' });
  });

  test('rejects every call of a blocked account, and never work that was admitted before', async () => {
    const person = newPerson();
    await call('openAccount', {}, person);
    const hold = goodRequests(person.uid).validateAndDeductCredits();
    const held = await call('validateAndDeductCredits', hold, person);
    const { blockId } = await blocked({ target: { kind: 'account', accountId: person.uid } });
    const isOut = () =>
      call('openAccount', {}, person).then(
        () => false,
        () => true,
      );
    await until(isOut);
    const other = goodRequests(person.uid).validateAndDeductCredits();
    expect(await errorOf(call('validateAndDeductCredits', other, person))).toMatchObject({ code: 'blocked' });
    expect(await errorOf(call('openAccount', {}, person))).toMatchObject({ code: 'blocked' });
    expect(await call('validateAndDeductCredits', hold, person)).toEqual(held);
    expect((await booksOf(person.uid)).activities.size).toBe(1);
    await call(
      'changeBlocks',
      { action: 'unblock', requestId: newRequestId(), blockId, reason: 'fine' },
      admin,
    );
  });
});

test('an admin suspends and reinstates an account, each with its audit entry', async () => {
  const person = newPerson();
  await call('openAccount', {}, person);
  const change = (status: string, requestId = newRequestId()) =>
    call('changeAccountStatus', { requestId, accountId: person.uid, status, reason: 'looked at' }, admin);
  expect(await change('suspended')).toEqual({ status: 'suspended' });
  const hold = () =>
    call('validateAndDeductCredits', goodRequests(person.uid).validateAndDeductCredits(), person);
  expect(await errorOf(hold())).toMatchObject({ code: 'suspended' });
  const requestId = newRequestId();
  expect(await change('active', requestId)).toEqual({ status: 'active' });
  await hold();
  const audit = await db.collection(collections.audit).doc(`status-${requestId}`).get();
  expect(audit.data()).toMatchObject({
    action: 'reinstate-account',
    before: { status: 'suspended' },
    after: { status: 'active' },
    reason: 'looked at',
  });
});

test('an admin makes an account unlimited and charges it again, each with its audit entry', async () => {
  const person = newPerson();
  await call('openAccount', {}, person);
  const { requestId, ...again } = goodRequests(person.uid).setUnlimited();
  const first = { requestId, ...again };
  const change = (unlimited: boolean, id = newRequestId()) =>
    call('setUnlimited', { ...again, unlimited, requestId: id }, admin);
  expect(await call('setUnlimited', first, admin)).toEqual({ unlimited: true });
  expect((await booksOf(person.uid)).account.unlimited).toBe(true);
  const held = await call(
    'validateAndDeductCredits',
    goodRequests(person.uid).validateAndDeductCredits(),
    person,
  );
  expect(held).toMatchObject({ heldMicros: 0 });
  const end = newRequestId();
  expect(await change(false, end)).toEqual({ unlimited: false });
  // An earlier request that comes again changes nothing.
  expect(await call('setUnlimited', first, admin)).toEqual({ unlimited: false });
  const paid = await call(
    'validateAndDeductCredits',
    goodRequests(person.uid).validateAndDeductCredits(),
    person,
  );
  expect(paid).toMatchObject({ heldMicros: expect.toSatisfy((micros: number) => micros > 0) });
  const entries = await Promise.all(
    [requestId, end].map((id) => db.collection(collections.audit).doc(`unlimited-${id}`).get()),
  );
  expect(entries.map((entry) => entry.data())).toMatchObject([
    {
      action: 'make-unlimited',
      actor: { uid: admin.uid },
      target: `accounts/${person.uid}`,
      before: { unlimited: false },
      after: { unlimited: true },
      reason: again.reason,
    },
    { action: 'end-unlimited', before: { unlimited: true }, after: { unlimited: false } },
  ]);
});

test('nobody makes their own account unlimited, and only an admin can do it for another’s', async () => {
  const person = newPerson();
  await call('openAccount', {}, person);
  await call('openAccount', {}, admin);
  const own = { ...goodRequests(admin.uid).setUnlimited(), accountId: admin.uid };
  expect(await errorOf(call('setUnlimited', own, admin))).toMatchObject({ code: 'invalid-argument' });
  const others = goodRequests(person.uid).setUnlimited();
  expect(await errorOf(call('setUnlimited', others, person))).toMatchObject({ code: 'permission-denied' });
  expect((await booksOf(person.uid)).account.unlimited).toBe(false);
  expect((await booksOf(admin.uid)).account.unlimited).toBe(false);
});

test('a call with an App Check token that was used before is rejected, and does nothing', async () => {
  const person = newPerson();
  await call('openAccount', {}, person);
  const before = await booksOf(person.uid);
  const request = { ...goodRequests(person.uid).grantCreditsToUser(), to: { uid: person.uid } };
  const again = call('grantCreditsToUser', request, admin, { appId: 'web', alreadyConsumed: true });
  expect(await errorOf(again)).toMatchObject({ code: 'unauthenticated' });
  expect(await booksOf(person.uid)).toEqual(before);
});
