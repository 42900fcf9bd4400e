import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LLMock } from '@copilotkit/aimock';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  AbuseSignal,
  AppError,
  AuditEntry,
  collections,
  MODERATION_CONFIG,
  type ModerationSettings,
  PublishedModeration,
  presets,
  type RequestOf,
} from '../../src/contract/index.ts';
import { validateAndDeductCredits } from '../../src/generation/calls/validate-and-deduct-credits.ts';
import { startReel } from '../../src/generation/reel/start-reel.ts';
import { createAskOpenai } from '../../src/safety/moderation/ask-openai.ts';
import { createModerate } from '../../src/safety/moderation/create-moderate.ts';
import { updateModeration } from '../../src/safety/moderation/update-moderation.ts';
import { booksOf, codesOf, newRequestId, newUid, openAccount, testDb } from '../support/accounts.ts';
import {
  callGenerate,
  catalogsOf,
  chatOf,
  contextOf,
  imageOf,
  newInstance,
  requestOf,
} from '../support/backend.ts';
import { call, errorOf, newPerson, publishCatalog } from '../support/calls/callables.ts';
import { goodRequests } from '../support/calls/good-requests.ts';

/** A store of its own for each test: what is published here is looked for nowhere else. */
let db: Firestore;
let close: () => Promise<void>;
beforeEach(() => {
  const id = `demo-moderation-${randomUUID().slice(0, 8)}`;
  const app = initializeApp({ projectId: id }, id);
  db = getFirestore(app);
  close = () => deleteApp(app);
});
afterEach(() => close());

const admin = { ...contextOf('the-admin'), role: 'admin' as const };
const listOf = (
  words: string[],
  secondStage: Partial<ModerationSettings['secondStage']> = {},
): ModerationSettings => ({
  categories: { hats: { label: 'Hats', enabled: true, words } },
  allowed: [],
  secondStage: { enabled: false, whenUnreachable: 'refuse', timeoutMs: 1_000, ...secondStage },
});
const publishing = (settings: ModerationSettings, change: Partial<RequestOf<'updateModeration'>> = {}) => ({
  requestId: newRequestId(),
  baseVersion: 0,
  reason: 'a test',
  settings,
  ...change,
});
const publish = (request: ReturnType<typeof publishing>) =>
  updateModeration({ db, now: Date.now })(request, admin, () => undefined);
const askNobody = () => Promise.reject(new Error('Nobody is to be asked'));
const moderateBy = (ask = askNobody as Parameters<typeof createModerate>[0]['ask'], now = Date.now) =>
  createModerate({ db, now, ask });

describe('a listed word', () => {
  beforeAll(publishCatalog);

  test('is rejected with its category, in every kind of request, costs nothing and counts as abuse', async () => {
    const person = newPerson();
    await call('openAccount', {}, person);
    const good = goodRequests(person.uid);
    const before = await booksOf(person.uid);
    const asked = [
      call('generate', { ...good.generate(), input: { kind: 'image', prompt: 'A n u d e bather' } }, person),
      call(
        'validateAndDeductCredits',
        { ...good.validateAndDeductCredits(), prompt: 'a nudé bather' },
        person,
      ),
      call('generate', { ...good.generate(), input: { kind: 'image', prompt: 'a ｎudе bather' } }, person),
    ].map(errorOf);
    for (const error of await Promise.all(asked)) {
      expect(error).toMatchObject({ code: 'moderated', details: { category: 'nsfw' } });
      expect(error.details.label).toBe('Sex and nudity');
      expect(JSON.stringify(error)).not.toContain('nude');
    }
    const after = await booksOf(person.uid);
    expect(after.account.lots).toEqual(before.account.lots);
    expect(after.activities.size).toBe(0);
    const { docs } = await testDb().collection(collections.abuse).where('accountId', '==', person.uid).get();
    const signals = docs.map((doc) => z.decode(AbuseSignal, doc.data() as z.input<typeof AbuseSignal>));
    expect(signals).toMatchObject([{ kind: 'moderated-prompts', severity: 'medium', count: 3 }]);
    expect(JSON.stringify(signals)).not.toContain('bather');
  });

  test('is found anywhere in a conversation', async () => {
    await publish(publishing(listOf(['bowler'])));
    const instance = newInstance({ moderate: moderateBy() });
    const uid = await openAccount(instance.meter, 100);
    const input = {
      kind: 'chat',
      maxOutputTokens: 200,
      messages: [
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: 'I agreed to draw a bowler.' },
        { role: 'user', content: 'Go on' },
      ],
    } as const;
    const calls = [
      callGenerate(instance, uid, requestOf({ ...input, messages: [...input.messages] })).answer,
    ];
    expect(await codesOf(calls)).toEqual({ moderated: 1 });
    instance.close();
  });

  test('doesn’t affect earlier work: a retry gets the stored outcome', async () => {
    const instance = newInstance({ moderate: moderateBy() });
    const uid = await openAccount(instance.meter, 100);
    const request = requestOf(imageOf('a bowler'));
    const first = await callGenerate(instance, uid, request).answer;
    await publish(publishing(listOf(['bowler'])));
    const strict = newInstance({ moderate: moderateBy() });
    expect((await callGenerate(strict, uid, request).answer).activityId).toBe(first.activityId);
    const another = callGenerate(strict, uid, requestOf(imageOf('a bowler'))).answer;
    expect(await codesOf([another])).toEqual({ moderated: 1 });
    for (const { close: end } of [instance, strict]) end();
  });

  test('stops a reel before it starts, and releases one that has started', async () => {
    const reels = new Map<string, object>();
    const services = {
      ...newInstance({ catalogs: catalogsOf(presets.reelbanana) }),
      enqueueReel: async () => undefined,
      planOf: async () => null,
      reels: {
        read: async ({ reelId }: { reelId: string }) => (reels.get(reelId) as never) ?? null,
        create: async (reel: { reelId: string }) => {
          reels.set(reel.reelId, { value: reel });
          return true;
        },
        update: async () => true,
      },
    };
    const wish = { prompt: 'a bowler', scenes: 1, pictures: 1, music: false, polish: false };
    const request = { requestId: newRequestId(), wish, shownPriceMicros: 1_000_000_000, catalogVersion: 1 };
    const start = (id = request.requestId) =>
      startReel({ ...services, moderate: moderateBy() } as never)(
        { ...request, requestId: id } as never,
        contextOf(newUid()),
        () => undefined,
      );
    await start();
    await publish(publishing(listOf(['bowler'])));
    expect((await start()).status).toBe('running');
    expect(await codesOf([start(newRequestId())])).toEqual({ moderated: 1 });
    services.close();
  });
});

describe('publishing lists', () => {
  test('stores them with the previous ones and an audit entry in one commit, once per request', async () => {
    await publish(publishing(listOf(['bowler'])));
    const request = publishing(listOf(['bowler', 'fez']), { baseVersion: 1 });
    const [once, again] = [await publish(request), await publish(request)];
    expect([once.version, again.version]).toEqual([2, 2]);
    const config = await db.collection(collections.config).doc(MODERATION_CONFIG).get();
    const stored = z.decode(PublishedModeration, config.data() as z.input<typeof PublishedModeration>);
    expect(stored).toMatchObject({
      version: 2,
      settings: listOf(['bowler', 'fez']),
      previous: listOf(['bowler']),
    });
    const audits = await db.collection(collections.audit).get();
    expect(
      audits.docs.map((doc) => AuditEntry.decode(doc.data() as z.input<typeof AuditEntry>)),
    ).toHaveLength(2);
    expect(audits.docs.find((doc) => doc.id.endsWith(request.requestId))?.data()).toMatchObject({
      action: 'update-moderation',
      reason: 'a test',
      after: { version: 2, changes: [{ what: 'added', list: 'Hats', entry: 'fez' }] },
    });
    const differing = publish({ ...request, settings: listOf([]) });
    expect(await codesOf([differing])).toEqual({ 'idempotency-conflict': 1 });
  });

  test('by two admins at once rejects one with the version in between', async () => {
    const both = [publish(publishing(listOf(['bowler']))), publish(publishing(listOf(['fez'])))];
    expect(await codesOf(both)).toEqual({ ok: 1, 'version-conflict': 1 });
  });

  test('takes effect on every instance within five seconds, with one read for all requests', async () => {
    let nowMs = 1_000_000;
    let reads = 0;
    const counting = {
      collection(name: string) {
        reads++;
        return db.collection(name);
      },
    } as unknown as Firestore;
    const moderate = createModerate({ db: counting, now: () => nowMs, ask: askNobody });
    const asks = () => Promise.all(Array.from({ length: 50 }, () => moderate(['a bowler'])));
    expect((await asks()).every((refusal) => refusal === null)).toBe(true);
    await publish(publishing(listOf(['bowler'])));
    nowMs += 4_999;
    await asks();
    expect(reads).toBe(1);
    nowMs += 1;
    expect((await asks()).every((refusal) => refusal?.code === 'moderated')).toBe(true);
    expect(reads).toBe(2);
  });

  test('that can’t be read leaves the defaults in force', async () => {
    await db.collection(collections.config).doc(MODERATION_CONFIG).set({ version: 3, settings: 'broken' });
    expect(await moderateBy()(['a nude bather'])).toMatchObject({ code: 'moderated' });
  });
});

describe('OpenAI’s moderation model', () => {
  const mock = new LLMock({ port: 0 });
  beforeAll(() => mock.start());
  afterAll(() => mock.stop());
  afterEach(() => void mock.reset());

  const askMock = (apiKey = 'test-key') =>
    createAskOpenai(() => ({ baseUrl: `${mock.url}/v1`, apiKey: () => apiKey }));
  const flagged = (category: string) => ({
    flagged: true,
    categories: { [category]: true, violence: false },
    category_scores: { [category]: 0.9, violence: 0.1 },
  });
  const fine = { flagged: false, categories: { sexual: false }, category_scores: { sexual: 0.01 } };
  const inForce = (secondStage: Partial<ModerationSettings['secondStage']>) =>
    publish(publishing(listOf(['bowler'], { enabled: true, ...secondStage })));

  test.each([
    ['sexual', 'nsfw'],
    ['sexual/minors', 'minors'],
    ['hate/threatening', 'hate'],
    ['self-harm/intent', 'self-harm'],
    ['violence/graphic', 'violence'],
    ['illicit/violent', 'illegal'],
  ])('rejects what it flags as %s as %s', async (theirs, ours) => {
    mock.onModerate(/stove/, flagged(theirs));
    mock.onModerate(/.*/, fine);
    await inForce({});
    const moderate = moderateBy(askMock());
    expect(await moderate(['warm the stove'])).toMatchObject({
      code: 'moderated',
      details: { category: ours },
    });
    expect(await moderate(['a meadow'])).toBeNull();
  });

  test('is not asked about what the lists reject, nor unless an admin has enabled it', async () => {
    await publish(publishing(listOf(['bowler'])));
    expect(await moderateBy(askMock())(['a meadow'])).toBeNull();
    expect(await moderateBy(askMock())(['a bowler'])).toMatchObject({ code: 'moderated' });
    expect(mock.getRequests()).toEqual([]);
  });

  const unreachable: [what: string, ask: () => ReturnType<typeof askMock>][] = [
    ['has no key', () => askMock('')],
    [
      'is not there',
      () => createAskOpenai(() => ({ baseUrl: 'http://127.0.0.1:9', apiKey: () => 'test-key' })),
    ],
    [
      'answers what cannot be read',
      () => createAskOpenai(() => ({ baseUrl: `${mock.url}/nowhere`, apiKey: () => 'k' })),
    ],
    ['takes too long', () => (texts) => askSilent(texts, 200)],
  ];
  const silent = createServer(() => undefined);
  const askSilent = createAskOpenai(() => ({
    baseUrl: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
    apiKey: () => 'test-key',
  }));
  beforeAll(() => new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    silent.closeAllConnections();
    return new Promise((resolve) => silent.close(resolve));
  });

  test.each(unreachable)('leaves the decision to the admin’s setting when it %s', async (_, ask) => {
    await inForce({ whenUnreachable: 'refuse' });
    expect(await moderateBy(ask())(['a meadow'])).toMatchObject({ code: 'busy' });
    await publish(publishing(listOf([], { enabled: true, whenUnreachable: 'allow' }), { baseVersion: 1 }));
    expect(await moderateBy(ask())(['a meadow'])).toBeNull();
  });

  test('holds nothing when a missing answer leads to a rejection', async () => {
    await inForce({ whenUnreachable: 'refuse' });
    const instance = newInstance({ moderate: moderateBy(askMock('')) });
    const uid = await openAccount(instance.meter, 100);
    expect(await codesOf([callGenerate(instance, uid, requestOf(chatOf('a meadow'))).answer])).toEqual({
      busy: 1,
    });
    expect((await booksOf(uid)).activities.size).toBe(0);
    instance.close();
  });
});

test('also checks an app’s own work', async () => {
  const refusal = new AppError('moderated', { category: 'hats', label: 'Hats' });
  const texts: string[] = [];
  const instance = newInstance({
    async moderate(all) {
      texts.push(...all);
      return refusal;
    },
  });
  const uid = await openAccount(instance.meter, 100);
  const request = goodRequests(uid).validateAndDeductCredits() as RequestOf<'validateAndDeductCredits'>;
  const asked = validateAndDeductCredits(instance)(request, contextOf(uid), () => undefined);
  expect(await codesOf([asked])).toEqual({ moderated: 1 });
  expect(texts).toEqual(['a kite']);
  instance.close();
});
