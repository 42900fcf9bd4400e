import { afterAll, expect, test } from 'vitest';
import { collections, type GenerationInput, Result } from '../../src/contract/index.ts';
import { markFavorites } from '../../src/generation/outputs/mark-favorites.ts';
import { removeResults } from '../../src/generation/outputs/remove-results.ts';
import { decodeDocument } from '../../src/platform/store/documents.ts';
import { verifyAccount } from '../../src/upkeep/verify/verify-account.ts';
import { expectBooksBalance, openAccount, testDb } from '../support/accounts.ts';
import {
  callGenerate,
  catalogsOf,
  chatOf,
  contextOf,
  imageOf,
  newInstance,
  requestOf,
} from '../support/backend.ts';
import { ownDb } from '../support/own-db.ts';

const removedFiles: string[] = [];
const backend = newInstance();
const remove = removeResults({
  db: testDb(),
  outputs: { remove: async (id) => void removedFiles.push(id) },
  now: Date.now,
});
const removeBy = (uid: string, requestIds: string[]) =>
  remove({ requestIds }, contextOf(uid), () => undefined);
const mark = markFavorites({ db: testDb() });
const markBy = (uid: string, requestIds: string[], isFavorite: boolean) =>
  mark({ requestIds, isFavorite }, contextOf(uid), () => undefined);

/** The ids of an account's favorites, the newest first, as the library asks for them. */
async function favoritesOf(accountId: string): Promise<string[]> {
  const { docs } = await testDb()
    .collection(collections.activities)
    .where('accountId', '==', accountId)
    .where('operation', 'in', ['image', 'edit'])
    .where('isFavorite', '==', true)
    .orderBy('createdAt', 'desc')
    .get();
  return docs.map(({ id }) => id);
}

afterAll(() => backend.close());

async function made(uid: string, input: GenerationInput) {
  const request = requestOf(input);
  const { activityId } = await callGenerate(backend, uid, request).answer;
  return { requestId: request.requestId, activityId };
}
const stored = (name: 'results' | 'prompts', id: string) =>
  testDb().collection(collections[name]).doc(id).get();

test('a result keeps its request in full, so that it can be made again', async () => {
  const uid = await openAccount(backend.meter, 50);
  const inputs = [imageOf('a lighthouse at dusk, '.repeat(60).trim()), chatOf('How do tides work?')];
  for (const input of inputs) {
    const { activityId } = await made(uid, input);
    const result = decodeDocument(Result, await stored('results', activityId));
    expect(JSON.parse(result?.value.input ?? '')).toEqual(input);
  }
});

test('a request keeps its label, which a retry without it finds unchanged', async () => {
  const uid = await openAccount(backend.meter, 50);
  const request = requestOf(imageOf('a lighthouse'), { label: 'Harbor film' });
  const { activityId } = await callGenerate(backend, uid, request).answer;
  const { label: _, ...unlabeled } = request;
  expect((await callGenerate(backend, uid, unlabeled).answer).activityId).toBe(activityId);
  expect((await backend.activities.read(activityId))?.value.label).toBe('Harbor film');
});

test('a question keeps its place in a conversation, which a retry without it finds unchanged', async () => {
  const uid = await openAccount(backend.meter, 50);
  const first = await made(uid, chatOf('How do tides work?'));
  const conversation = { id: first.requestId, replaces: first.requestId };
  const request = requestOf(chatOf('How do tides work on Mars?'), { conversation });
  const { activityId } = await callGenerate(backend, uid, request).answer;
  const { conversation: _, ...alone } = request;
  expect((await callGenerate(backend, uid, alone).answer).activityId).toBe(activityId);
  expect((await backend.activities.read(activityId))?.value.conversation).toEqual(conversation);
  expect((await backend.activities.read(first.activityId))?.value.conversation).toBeUndefined();
});

test('a removed result is gone with its prompt and files, and the books keep what it cost', async () => {
  const uid = await openAccount(backend.meter, 50);
  const { requestId, activityId } = await made(uid, imageOf('a lighthouse at dusk, '.repeat(10)));
  expect(await removeBy(uid, [requestId, requestId])).toEqual({ removed: 1 });
  expect((await stored('results', activityId)).exists).toBe(false);
  expect((await stored('prompts', activityId)).exists).toBe(false);
  expect(removedFiles).toContain(activityId);
  const { activities, entries } = await expectBooksBalance(uid);
  expect(activities.get(activityId)?.removedAt).toBeGreaterThan(0);
  expect(entries.has(`usage-${activityId}`)).toBe(true);
  expect(await removeBy(uid, [requestId])).toEqual({ removed: 1 });
  const audited = { accountId: uid, nowMs: Date.now(), checkpoint: null, catalogs: catalogsOf() };
  expect(await verifyAccount(testDb(), audited)).toMatchObject({ drifts: [], activities: 1 });
});

test('a failed request is dismissed, and nobody removes what is open or of others', async () => {
  const uid = await openAccount(backend.meter, 50);
  const failing = requestOf(imageOf('[refuse] a lighthouse'));
  await expect(callGenerate(backend, uid, failing).answer).rejects.toThrow();
  expect(await removeBy(uid, [failing.requestId])).toEqual({ removed: 1 });

  const { requestId, activityId } = await made(uid, imageOf('a fox'));
  const other = await openAccount(backend.meter, 50);
  expect(await removeBy(other, [requestId])).toEqual({ removed: 0 });
  await testDb().collection(collections.activities).doc(activityId).update({ status: 'processing' });
  expect(await removeBy(uid, [requestId])).toEqual({ removed: 0 });
  expect((await stored('results', activityId)).exists).toBe(true);
});

test('nothing is removed while the store can’t hold that it was', async () => {
  const services = { db: await ownDb({ version: 2 }), outputs: backend.outputs, now: Date.now };
  const request = { requestIds: [requestOf(imageOf('a lighthouse')).requestId] };
  await expect(removeResults(services)(request, contextOf('mia'), () => undefined)).rejects.toMatchObject({
    code: 'not-configured',
    details: { reason: 'store-version' },
  });
});

test('a favorite is found by its owner, loses its mark on request, and with its result', async () => {
  const uid = await openAccount(backend.meter, 50);
  const first = await made(uid, imageOf('a lighthouse'));
  const second = await made(uid, imageOf('a fox'));
  const both = [first.requestId, second.requestId];
  const before = await expectBooksBalance(uid);
  expect(await markBy(uid, both, true)).toEqual({ marked: 2 });
  expect(await markBy(uid, both, true)).toEqual({ marked: 2 });
  expect(await favoritesOf(uid)).toEqual([second.activityId, first.activityId]);
  expect(await markBy(uid, [first.requestId], false)).toEqual({ marked: 1 });
  expect(await favoritesOf(uid)).toEqual([second.activityId]);
  expect(await removeBy(uid, [second.requestId])).toEqual({ removed: 1 });
  expect(await favoritesOf(uid)).toEqual([]);
  expect(await markBy(uid, [second.requestId], true)).toEqual({ marked: 0 });

  const { entries } = await expectBooksBalance(uid);
  expect([...entries.keys()]).toEqual([...before.entries.keys()]);
  const audited = { accountId: uid, nowMs: Date.now(), checkpoint: null, catalogs: catalogsOf() };
  expect(await verifyAccount(testDb(), audited)).toMatchObject({ drifts: [], activities: 2 });
});

test('nobody marks what has no result or belongs to others', async () => {
  const uid = await openAccount(backend.meter, 50);
  const failing = requestOf(imageOf('[refuse] a lighthouse'));
  await expect(callGenerate(backend, uid, failing).answer).rejects.toThrow();
  expect(await markBy(uid, [failing.requestId], true)).toEqual({ marked: 0 });

  const { requestId } = await made(uid, imageOf('a fox'));
  const other = await openAccount(backend.meter, 50);
  expect(await markBy(other, [requestId], true)).toEqual({ marked: 0 });
  expect(await favoritesOf(uid)).toEqual([]);
});

test('nothing is marked while the store can’t hold the mark', async () => {
  const request = { requestIds: [requestOf(imageOf('a lighthouse')).requestId], isFavorite: true };
  const mark = markFavorites({ db: await ownDb({ version: 2 }) });
  await expect(mark(request, contextOf('mia'), () => undefined)).rejects.toMatchObject({
    code: 'not-configured',
    details: { reason: 'store-version' },
  });
});
