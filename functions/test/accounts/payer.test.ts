import { describe, expect, onTestFinished, test } from 'vitest';
import {
  balanceMicros,
  collections,
  defaultCatalog,
  planReel,
  presets,
  totalPriceMicros,
} from '../../src/contract/index.ts';
import { cancelGeneration } from '../../src/generation/calls/cancel-generation.ts';
import { openAccount } from '../../src/generation/calls/open-account.ts';
import { validateAndDeductCredits } from '../../src/generation/calls/validate-and-deduct-credits.ts';
import { linkToResult } from '../../src/generation/outputs/link-to-result.ts';
import { cancelReel } from '../../src/generation/reel/cancel-reel.ts';
import { startReel } from '../../src/generation/reel/start-reel.ts';
import { readSources } from '../../src/generation/sources.ts';
import type { CallContext } from '../../src/platform/calls/call-context.ts';
import { createReels, keyOfReel } from '../../src/platform/store/reels.ts';
import { migrateStore } from '../../src/upkeep/migrate/migrate-store.ts';
import { verifyAccount } from '../../src/upkeep/verify/verify-account.ts';
import { reelOf } from '../rules/support/samples.ts';
import { credits, expectBooksBalance, grantOf, newRequestId, newUid, testDb } from '../support/accounts.ts';
import { testAuth } from '../support/auth-users.ts';
import {
  callGenerateAs,
  catalogsOf,
  chatOf,
  contextOf,
  type Instance,
  imageOf,
  newInstance,
  requestOf,
} from '../support/backend.ts';
import { ask, serveHere, signUp } from '../support/calls/served.ts';
import { asNewInstance, ownDb } from '../support/own-db.ts';

/** Two users for whom one account pays, whose id and uids contain what joins ids. */
async function team(options: { balance?: number; backend?: Instance } = {}) {
  const { balance = 100, backend = newInstance() } = options;
  onTestFinished(() => backend.close());
  const accountId = `pool_${newUid()}_`;
  const [ann, ben] = ['_ann_', 'ben_'].map(
    (name): CallContext => ({
      ...contextOf(`${name}${newUid()}`),
      accountId,
    }),
  ) as [CallContext, CallContext];
  await openAccount(backend)({}, ann, () => undefined);
  await openAccount(backend)({}, ben, () => undefined);
  await backend.meter.submit(accountId, grantOf({ micros: credits(balance) }));
  return { backend, accountId, ann, ben };
}

async function driftsOf(accountId: string): Promise<unknown> {
  const request = { accountId, nowMs: Date.now(), checkpoint: null, catalogs: catalogsOf() };
  return (await verifyAccount(testDb(), request))?.drifts;
}

describe('two users of one account', () => {
  test('hold and pay on it, and each activity and entry names both', async () => {
    const { backend, accountId, ann, ben } = await team();
    const calls = [ann, ben].map((who) => ({ who, request: requestOf(imageOf(`for ${who.uid}`)) }));
    const before = (await expectBooksBalance(accountId)).account;
    await Promise.all(calls.map(({ who, request }) => callGenerateAs(backend, who, request).answer));
    const { account, activities, entries } = await expectBooksBalance(accountId);
    const shown = calls.reduce((sum, { request }) => sum + request.shownPriceMicros, 0);
    expect(balanceMicros(account, Date.now())).toBe(balanceMicros(before, Date.now()) - shown);
    for (const { who, request } of calls) {
      const activityId = `${accountId}_${request.requestId}`;
      expect(activities.get(activityId)).toMatchObject({ accountId, uid: who.uid, status: 'completed' });
      expect(entries.get(`usage-${activityId}`)).toMatchObject({ accountId, uid: who.uid });
    }
    expect(await driftsOf(accountId)).toEqual([]);
  });

  test('can’t see, cancel or use each other’s requests', async () => {
    const { backend, accountId, ann, ben } = await team();
    const { requestId, ...rest } = requestOf(imageOf('a lighthouse'));
    await callGenerateAs(backend, ann, { requestId, ...rest }).answer;
    const own = { accountId, requestId };
    expect(await backend.activities.output({ ...own, uid: ann.uid })).toMatchObject({ kind: 'image' });
    expect(await backend.activities.output({ ...own, uid: ben.uid })).toBeNull();
    expect(await backend.activities.own({ ...own, uid: ben.uid })).toBeNull();
    const refused = { code: 'not-found' };
    const nothing = () => undefined;
    await expect(linkToResult(backend)({ requestId }, ben, nothing)).rejects.toMatchObject(refused);
    await expect(cancelGeneration(backend)({ requestId }, ben, nothing)).rejects.toMatchObject(refused);
    const edit = { input: { kind: 'edit', prompt: 'at night', source: requestId } } as const;
    expect(await readSources(backend, ben, edit)).toMatchObject(refused);
    expect(await readSources(backend, ann, edit)).toHaveLength(1);
  });

  test('get an idempotency conflict for a request id of the other, and never their result', async () => {
    const { backend, accountId, ann, ben } = await team();
    const request = requestOf(chatOf('What is a lighthouse?'));
    const first = await callGenerateAs(backend, ann, request).answer;
    const conflict = { code: 'idempotency-conflict' };
    await expect(callGenerateAs(backend, ben, request).answer).rejects.toMatchObject(conflict);
    expect(await callGenerateAs(backend, ann, request).answer).toEqual(first);
    const { input: _, ...priced } = requestOf(imageOf('elsewhere'));
    const hold = { ...priced, quantity: { images: 1 }, prompt: 'elsewhere' };
    await validateAndDeductCredits(backend)(hold, ann, () => undefined);
    const again = validateAndDeductCredits(backend)(hold, ben, () => undefined);
    await expect(again).rejects.toMatchObject(conflict);
    const { activities } = await expectBooksBalance(accountId);
    expect([...activities.values()].map(({ uid }) => uid)).toEqual([ann.uid, ann.uid]);
  });

  test('have separate reels, with separate ids', async () => {
    const backend = newInstance({ catalogs: catalogsOf(presets.reelbanana) });
    const { accountId, ann, ben } = await team({ backend });
    const identities = { ofUser: () => Promise.reject(new Error('No step runs here')) };
    const reels = createReels({ db: testDb(), now: Date.now });
    const unqueued = { enqueueReel: async () => undefined, planOf: async () => null };
    const services = { ...backend, reels, identities, ...unqueued };
    const wish = { prompt: 'a fox', scenes: 2, pictures: 1, music: false, polish: false };
    const shownPriceMicros = totalPriceMicros(planReel(presets.reelbanana, wish));
    const request = { requestId: newRequestId(), wish, shownPriceMicros, catalogVersion: 1 };
    const start = (who: CallContext) => startReel(services)(request, who, () => undefined);
    await start(ann);
    expect(await start(ann)).toMatchObject({ status: 'running' });
    await expect(start(ben)).rejects.toMatchObject({ code: 'idempotency-conflict' });
    const { requestId: reelId } = request;
    await expect(cancelReel(services)({ reelId }, ben, () => undefined)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await reels.read({ accountId, uid: ann.uid, reelId })).toMatchObject({
      value: { status: 'running' },
    });
  });

  test('have reels of the account even in a store that isn’t raised to the field yet', async () => {
    const db = await ownDb({ version: 2 });
    const reels = createReels({ db, now: Date.now });
    const key = { accountId: 'pool_1', uid: 'ann', reelId: newRequestId() };
    await reels.create({
      ...{ schemaVersion: 1, ...key, title: null, status: 'running', steps: [], catalogVersion: 1 },
      wish: { prompt: 'a fox', scenes: 2, pictures: 1, music: false, polish: false },
      asker: { email: null, name: null, role: null, client: { ip: null, country: null, device: null } },
      ...{ traceId: 'trace', createdAt: 1, updatedAt: 1 },
    });
    const found = await reels.read(key);
    if (!found) throw new Error('There is no reel');
    expect(keyOfReel(found.value)).toEqual(key);
    expect(await reels.update(found, { status: 'stopped' })).toBe(true);
    expect(await reels.read(key)).toMatchObject({ value: { ...key, status: 'stopped' } });
  });

  test('share the limits of the account', async () => {
    const { image, ...others } = defaultCatalog.operations;
    if (!image) throw new Error('The default catalog sells no images');
    const limited = { ...image, limit: { max: 2, windowMs: 3_600_000 } };
    const catalog = { ...defaultCatalog, operations: { ...others, image: limited } };
    const { backend, accountId, ann, ben } = await team({
      backend: newInstance({ catalogs: catalogsOf(catalog) }),
    });
    await callGenerateAs(backend, ann, requestOf(imageOf('one'))).answer;
    await callGenerateAs(backend, ben, requestOf(imageOf('two'))).answer;
    for (const who of [ann, ben]) {
      const third = callGenerateAs(backend, who, requestOf(imageOf('three'))).answer;
      await expect(third).rejects.toMatchObject({ code: 'rate-limited' });
    }
    expect((await expectBooksBalance(accountId)).account.windows.image).toHaveLength(2);
  });
});

test('a migration gives older reels their owner’s account, and leaves others unchanged', async () => {
  const db = await ownDb({ version: 2 });
  const reels = db.collection(collections.reels);
  const older = reelOf('ann');
  const fields = Object.entries(older).filter(([name]) => name !== 'accountId');
  await reels.doc('ann_1').set(Object.fromEntries(fields));
  await reels.doc('pool_1').set(reelOf('pool', 'ben'));
  const sleep = async () => undefined;
  const migration = { db: asNewInstance(db), auth: testAuth(), isDryRun: false, now: Date.now, sleep };
  expect(await migrateStore({ ...migration, to: 3 })).toMatchObject({ from: 2, changed: 1 });
  expect((await reels.doc('ann_1').get()).data()).toMatchObject({ accountId: 'ann', uid: 'ann' });
  expect((await reels.doc('pool_1').get()).data()).toMatchObject({ accountId: 'pool', uid: 'ben' });
});

test('the payer decides which account a call opens and charges, for every kind of call', async () => {
  const accountId = `pool_${newUid()}`;
  await using served = await serveHere({ payer: async () => accountId });
  const [ann, ben] = [await signUp(), await signUp()];
  expect(await ask(served, '/open-account', { as: ann, body: {} })).toMatchObject({ body: { accountId } });
  expect(await ask(served, '/open-account', { as: ben, body: {} })).toMatchObject({ body: { accountId } });
  await served.backend.meter.submit(accountId, grantOf({ micros: credits(100) }));
  const { requestId, model } = requestOf(imageOf('a lighthouse'));
  const body = { requestId, prompt: 'a lighthouse', model };
  expect(await ask(served, '/generate-image', { as: ann, body })).toMatchObject({ status: 200 });
  expect(await ask(served, `/activities/${requestId}`, { as: ann })).toMatchObject({ status: 200 });
  expect(await ask(served, `/activities/${requestId}`, { as: ben })).toMatchObject({ status: 404 });
  expect(await ask(served, '/credits', { as: ben })).toMatchObject({ body: { accountId } });
  const guest = await signUp('guest');
  const opened = await ask(served, '/open-account', { as: guest, body: {} });
  expect(opened).toMatchObject({ body: { accountId: guest.uid } });
  const { activities } = await expectBooksBalance(accountId);
  expect([...activities.values()]).toMatchObject([{ accountId, uid: ann.uid }]);
});

test.each(['a_b', 'a_', '_a', 'a__b'])(
  'a user with a uid like %s can make something and find it',
  async (name) => {
    const backend = newInstance();
    onTestFinished(() => backend.close());
    const uid = `${name}${newUid()}${name}`;
    await openAccount(backend)({}, contextOf(uid), () => undefined);
    await backend.meter.submit(uid, grantOf({ micros: credits(20) }));
    const { requestId, ...rest } = requestOf(imageOf('a lighthouse'));
    await callGenerateAs(backend, contextOf(uid), { requestId, ...rest }).answer;
    expect(await backend.activities.output({ accountId: uid, uid, requestId })).toMatchObject({
      kind: 'image',
    });
    expect((await expectBooksBalance(uid)).activities.size).toBe(1);
    expect(await driftsOf(uid)).toEqual([]);
  },
);

test('an account whose id is a prefix of another’s is verified without the other’s results', async () => {
  const backend = newInstance();
  onTestFinished(() => backend.close());
  const short = newUid();
  const uids = [short, `${short}_0`, `${short}_`];
  for (const uid of uids) {
    await openAccount(backend)({}, contextOf(uid), () => undefined);
    await backend.meter.submit(uid, grantOf({ micros: credits(20) }));
    await callGenerateAs(backend, contextOf(uid), requestOf(imageOf('a lighthouse'))).answer;
  }
  for (const uid of uids) expect(await driftsOf(uid)).toEqual([]);
});
