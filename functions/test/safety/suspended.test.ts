import { beforeAll, expect, test } from 'vitest';
import { AbuseSignal, Account, collections, decodeStored } from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { createRecordSignal } from '../../src/safety/record-signal.ts';
import { holdOf, newRequestId, openAccount, suspendOf, testDb } from '../support/accounts.ts';
import { call, errorOf, publishCatalog } from '../support/calls/callables.ts';
import { goodRequests } from '../support/calls/good-requests.ts';

const db = testDb();
const meter = createMeter({ store: createStore(db) });

beforeAll(publishCatalog);

test('a suspended user can cancel running work, end a plan, open the page for cards, appeal, export and erase', async () => {
  const uid = await openAccount(meter, 100);
  const running = holdOf(uid);
  await meter.submit(uid, running);
  await meter.submit(uid, suspendOf('suspend'));
  const user = { uid };
  expect(await errorOf(call('generate', goodRequests(uid).generate(), user))).toMatchObject({
    code: 'suspended',
  });

  const { requestId } = running.draft;
  const cancelled = await call('cancelGeneration', { requestId }, user);
  expect(cancelled).toMatchObject({ activityId: running.activityId });
  // They get as far as anybody without a plan or a card.
  const plan = { requestId: newRequestId(), subscriptionId: 'sub_none' };
  for (const [name, request] of [
    ['cancelPlan', plan],
    ['openBillingPortal', {}],
  ] as const) {
    expect(await errorOf(call(name, request, user))).not.toMatchObject({ code: 'suspended' });
  }
  const { appealId } = (await call('appeal', goodRequests(uid).appeal(), user)) as { appealId: string };
  const exported = (await call('exportMyData', { cursor: null }, user)) as { documents: { id: string }[] };
  expect(exported.documents.map(({ id }) => id)).toEqual(expect.arrayContaining([uid, appealId]));
  expect(await call('requestErasure', {}, user)).toMatchObject({ state: 'requested' });
});

test('rejections at limits alone never suspend, however many there are', async () => {
  const uid = await openAccount(meter, 1);
  const record = createRecordSignal({ db, meter, now: Date.now });
  const sign = { accountId: uid, kind: 'limit-hammering', traceId: 'test' } as const;
  const evidence = { requests: 20, code: 'rate-limited' };
  await Promise.all(Array.from({ length: 2_000 }, () => record({ ...sign, evidence })));
  const { docs } = await db.collection(collections.abuse).where('accountId', '==', uid).get();
  const counts = docs.map((doc) => decodeStored(AbuseSignal, doc.data()).count);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2_000);
  const account = await db.collection(collections.accounts).doc(uid).get();
  expect(decodeStored(Account, account.data()).status).toBe('active');
});
