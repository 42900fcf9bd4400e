import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type Activity,
  activityIdOf,
  balanceMicros,
  type Catalog,
  defaultCatalog,
  MINUTE_MS,
} from '../../src/contract/index.ts';
import { cancelGeneration } from '../../src/generation/calls/cancel-generation.ts';
import { expireStaleHolds } from '../../src/upkeep/expire-stale-holds.ts';
import { credits, expectBooksBalance, newRequestId, openAccount, testDb } from '../support/accounts.ts';
import {
  callGenerate,
  catalogsOf,
  catalogWithRetired,
  chatOf,
  contextOf,
  type Instance,
  imageOf,
  newInstance,
  providerCalls,
  requestOf,
  until,
} from '../support/backend.ts';
import { oneRun } from '../support/one-run.ts';

function instance(options?: Parameters<typeof newInstance>[0]): Instance {
  const made = newInstance(options);
  onTestFinished(() => made.close());
  return made;
}

describe('generate', () => {
  test('an image costs its price and is stored, and its activity has all facts', async () => {
    const backend = instance();
    const uid = await openAccount(backend.meter, 20);
    const request = requestOf(imageOf('a lighthouse at dusk'));
    const { answer, chunks } = callGenerate(backend, uid, request);
    const { status, capturedMicros, remainingMicros, output, activityId } = await answer;

    expect({ status, capturedMicros, remainingMicros }).toEqual({
      status: 'completed',
      capturedMicros: credits(5),
      remainingMicros: credits(15),
    });
    expect(chunks[0]).toEqual({ kind: 'held', activityId, heldMicros: credits(5) });
    const { account, activities, entries } = await expectBooksBalance(uid);
    expect(await backend.activities.output(activities.get(activityId) as Activity)).toEqual(output);
    expect(balanceMicros(account, Date.now())).toBe(credits(15));
    expect(activities.get(activityId)).toMatchObject({
      promptPreview: 'a lighthouse at dusk',
      status: 'completed',
      leaseUntil: null,
    });
    expect(entries.get(`usage-${activityId}`)).toMatchObject({
      operation: 'image',
      totalMicros: credits(-5),
    });
  });

  test('a long prompt is stored whole for its owner, and its activity has the beginning', async () => {
    const backend = instance();
    const uid = await openAccount(backend.meter, 20);
    const prompts = ['a lighthouse at dusk', 'a lighthouse at dusk, '.repeat(180)];
    const [short, long] = await Promise.all(
      prompts.map((prompt) => callGenerate(backend, uid, requestOf(imageOf(prompt))).answer),
    );
    const stored = async (activityId = '') =>
      (await testDb().collection('prompts').doc(activityId).get()).data();
    expect(await stored(long?.activityId)).toMatchObject({ uid, accountId: uid, prompt: prompts[1] });
    expect(await stored(short?.activityId)).toBeUndefined();
    const activity = await backend.activities.read(long?.activityId ?? '');
    expect(activity?.value.promptPreview.length).toBeLessThanOrEqual(80);
  });

  test('the prompt of failed work is stored whole', async () => {
    const backend = instance();
    const uid = await openAccount(backend.meter, 20);
    const prompt = `[refuse] ${'a lighthouse at dusk, '.repeat(10)}`;
    const request = requestOf(imageOf(prompt));
    await expect(callGenerate(backend, uid, request).answer).rejects.toThrow();
    const id = activityIdOf({ accountId: uid, requestId: request.requestId });
    expect((await testDb().collection('prompts').doc(id).get()).get('prompt')).toBe(prompt);
  });

  test('a chat holds the most it can cost and charges only the tokens it used', async () => {
    const backend = instance();
    const uid = await openAccount(backend.meter, 20);
    const { answer, chunks } = callGenerate(backend, uid, requestOf(chatOf('How do tides work?')));
    const { output, capturedMicros, activityId, remainingMicros } = await answer;
    if (output?.kind !== 'chat') throw new Error('not a chat');

    const streamed = chunks.flatMap((chunk) => (chunk.kind === 'text' ? chunk.text : [])).join('');
    expect(streamed).toBe(output.text);
    expect(capturedMicros).toBe((output.inputTokens + output.outputTokens) * 1_000);
    const { activities } = await expectBooksBalance(uid);
    expect(activities.get(activityId)?.heldMicros).toBeGreaterThan(capturedMicros);
    expect(remainingMicros).toBe(credits(20) - capturedMicros);
  });

  test('fifty requests with one id at once over two instances have one charge, one call and fifty equal answers', async () => {
    const instances = [instance(), instance()] as const;
    const uid = await openAccount(instances[0].meter, 20);
    const request = requestOf(imageOf('fifty times the same [slow 300ms]'));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => callGenerate(instances[i % 2 ? 1 : 0], uid, request).answer),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(providerCalls.of(answers[0]?.activityId ?? '')).toBe(1);
    const { account } = await expectBooksBalance(uid);
    expect(balanceMicros(account, Date.now())).toBe(credits(15));
  });

  test('a request that is repeated after its end, here or elsewhere, gets the same answer without a charge or a call', async () => {
    const [here, elsewhere] = [instance(), instance()];
    const uid = await openAccount(here.meter, 20);
    const request = requestOf(chatOf('And neap tides?'));
    const first = await callGenerate(here, uid, request).answer;
    expect(await callGenerate(here, uid, request).answer).toEqual(first);
    expect(await callGenerate(elsewhere, uid, request).answer).toEqual(first);
    expect(providerCalls.of(first.activityId)).toBe(1);
    await expectBooksBalance(uid);
  });

  test('the same request id with another prompt is a conflict and runs nothing', async () => {
    const backend = instance();
    const uid = await openAccount(backend.meter, 20);
    const requestId = newRequestId();
    await callGenerate(backend, uid, requestOf(imageOf('one'), { requestId })).answer;
    const { answer } = callGenerate(backend, uid, requestOf(imageOf('two'), { requestId }));
    await expect(answer).rejects.toMatchObject({ code: 'idempotency-conflict' });
    expect(providerCalls.of(activityIdOf({ accountId: uid, requestId }))).toBe(1);
    await expectBooksBalance(uid);
  });

  test.each([
    ['[fail]', 'provider-failed'],
    ['[fail busy]', 'provider-busy'],
    ['[refuse]', 'provider-refused'],
    ['[malformed]', 'provider-failed'],
  ])('an image that the provider doesn’t make (%s) releases all credits at once', async (directive, code) => {
    const backend = instance();
    const uid = await openAccount(backend.meter, 5);
    const request = requestOf(imageOf(`a boat ${directive}`));
    await expect(callGenerate(backend, uid, request).answer).rejects.toMatchObject({ code });
    const { account, activities, entries } = await expectBooksBalance(uid);
    expect(balanceMicros(account, Date.now())).toBe(credits(5));
    const [activity] = activities.values();
    expect(activity).toMatchObject({ status: 'failed', capturedMicros: 0, failure: { code } });
    expect([...entries.values()].filter(({ kind }) => kind === 'usage')).toEqual([]);
    await expect(callGenerate(backend, uid, request).answer).rejects.toMatchObject({ code });
  });

  test('a chat that its provider cuts off is charged for the text so far, which is kept', async () => {
    const backend = instance();
    const uid = await openAccount(backend.meter, 5);
    const { answer, chunks } = callGenerate(backend, uid, requestOf(chatOf('Tell me more [cut]')));
    const { capturedMicros } = await answer;
    const { account, activities } = await expectBooksBalance(uid);
    expect(capturedMicros).toBeGreaterThan(0);
    expect(balanceMicros(account, Date.now())).toBe(credits(5) - capturedMicros);
    const [activity] = activities.values();
    expect(activity).toMatchObject({ status: 'failed', failure: { code: 'provider-failed' } });
    const kept = activity && (await backend.activities.output(activity));
    const streamed = chunks.flatMap((chunk) => (chunk.kind === 'text' ? chunk.text : [])).join('');
    expect(streamed.length).toBeGreaterThan(0);
    expect(kept).toMatchObject({ kind: 'chat', text: streamed });
  });

  test('a chat that is cancelled through another instance stops within two seconds and is charged for what was delivered', async () => {
    const [worker, other] = [instance(), instance()];
    const uid = await openAccount(worker.meter, 20);
    const request = requestOf(chatOf('A very long story, please [pace 40ms]'));
    const { answer, chunks } = callGenerate(worker, uid, request);
    await until(() => chunks.filter(({ kind }) => kind === 'text').length > 5);
    const askedMs = performance.now();
    await cancelGeneration(other)({ requestId: request.requestId }, contextOf(uid), () => undefined);
    const { output, capturedMicros, status } = await answer;
    expect(performance.now() - askedMs).toBeLessThan(2_000);
    if (output?.kind !== 'chat') throw new Error('not a chat');
    expect(output.finish).toBe('cancelled');
    expect(status).toBe('completed');
    expect(output.outputTokens).toBeLessThan(200);
    expect(capturedMicros).toBe((output.inputTokens + output.outputTokens) * 1_000);
    const { activities } = await expectBooksBalance(uid);
    expect([...activities.values()][0]).not.toHaveProperty('cancelFor');
  });

  test('an image that is cancelled on its own instance is not charged', async () => {
    const backend = instance();
    const uid = await openAccount(backend.meter, 20);
    const request = requestOf(imageOf('slowly [slow 60s]'));
    const { answer, chunks } = callGenerate(backend, uid, request);
    const failed = expect(answer).rejects.toMatchObject({ code: 'cancelled' });
    await until(() => chunks.length > 0);
    await cancelGeneration(backend)({ requestId: request.requestId }, contextOf(uid), () => undefined);
    await failed;
    const { account } = await expectBooksBalance(uid);
    expect(balanceMicros(account, Date.now())).toBe(credits(20));
  });

  test('nobody pays more than the price shown, and a lower current price applies', async () => {
    const uid = await openAccount(instance().meter, 20);
    const shown = requestOf(imageOf('dear'));
    const dearer = instance({ catalogs: catalogsOf(withImagePrice(credits(6))) });
    const refused = callGenerate(dearer, uid, shown).answer;
    await expect(refused).rejects.toMatchObject({
      code: 'price-changed',
      details: { priceMicros: credits(6) },
    });
    const cheaper = instance({ catalogs: catalogsOf(withImagePrice(credits(2))) });
    expect(await callGenerate(cheaper, uid, shown).answer).toMatchObject({ capturedMicros: credits(2) });
    await expectBooksBalance(uid);
  });

  test.each([
    ['unknown-operation', { operation: 'levitation' }],
    ['unknown-operation', { operation: '__proto__' }],
    ['unknown-model', { model: 'constructor' }],
    ['operation-disabled', { model: 'retired' }],
    ['invalid-argument', { operation: 'chat', model: 'gpt-5-mini' }],
  ])('%s rejects before any provider is called: %o', async (code, change) => {
    const backend = instance({ catalogs: catalogsOf(catalogWithRetired) });
    const uid = await openAccount(backend.meter, 20);
    const callsBefore = providerCalls.total;
    const { answer } = callGenerate(backend, uid, requestOf(imageOf('x'), change));
    await expect(answer).rejects.toMatchObject({ code });
    expect(providerCalls.total).toBe(callsBefore);
    expect((await expectBooksBalance(uid)).activities.size).toBe(0);
  });

  test('a model whose provider can’t be reached is rejected before anything is held', async () => {
    const backend = instance({ reachableProviders: () => new Set(['studio', 'openai']) });
    const uid = await openAccount(backend.meter, 20);
    const callsBefore = providerCalls.total;
    const { answer } = callGenerate(backend, uid, requestOf(imageOf('x')));
    await expect(answer).rejects.toMatchObject({ code: 'not-configured' });
    expect(providerCalls.total).toBe(callsBefore);
    expect((await expectBooksBalance(uid)).activities.size).toBe(0);
    const other = requestOf(imageOf('x'), { model: 'gpt-image-1' });
    expect(await callGenerate(backend, uid, other).answer).toMatchObject({ status: 'completed' });
  });

  test('an unlimited account is charged nothing and its usage is recorded', async () => {
    const backend = instance();
    const uid = await openAccount(backend.meter, 0);
    await testDb().collection('accounts').doc(uid).update({ unlimited: true });
    const { meter } = instance();
    const { capturedMicros, activityId } = await callGenerate(
      { ...backend, meter },
      uid,
      requestOf(imageOf('free')),
    ).answer;
    expect(capturedMicros).toBe(0);
    const { entries } = await expectBooksBalance(uid);
    expect(entries.get(`usage-${activityId}`)).toMatchObject({ totalMicros: 0, priceMicros: credits(5) });
  });
});

describe('a lost worker', () => {
  test('is swept once, however many sweeps run at once, and its hold is released', async () => {
    const backend = instance();
    const uid = await openAccount(backend.meter, 20);
    const activityId = await holdAndDie(uid);
    await Promise.all([sweep(backend, uid), sweep(instance(), uid), sweep(instance(), uid)]);
    const { account, activities } = await expectBooksBalance(uid);
    expect(activities.get(activityId)).toMatchObject({ status: 'expired', failure: { code: 'worker-lost' } });
    expect(balanceMicros(account, Date.now())).toBe(credits(20));
  });

  test('that succeeds after the sweep delivers its result for free', async () => {
    const backend = instance();
    const uid = await openAccount(backend.meter, 20);
    const request = requestOf(imageOf('late [slow 1500ms]'));
    const { answer, chunks } = callGenerate(backend, uid, request);
    await until(() => chunks.length > 0);
    const activityId = activityIdOf({ accountId: uid, requestId: request.requestId });
    await letLeaseRunOut(activityId);
    await sweep(instance(), uid);
    const late = await answer;
    expect(late).toMatchObject({ status: 'expired', capturedMicros: 0, output: { kind: 'image' } });
    const { account, activities } = await expectBooksBalance(uid);
    expect(activities.get(activityId)).toMatchObject({
      status: 'expired',
      deliveredLate: true,
      capturedMicros: 0,
    });
    expect(balanceMicros(account, Date.now())).toBe(credits(20));
    expect(await callGenerate(instance(), uid, request).answer).toEqual(late);
  });

  test('is charged for what its stream had delivered, and the rest is released', async () => {
    const backend = instance();
    const uid = await openAccount(backend.meter, 20);
    const activityId = await holdAndDie(uid, chatOf('Half an answer'));
    await testDb()
      .collection('ai_activity')
      .doc(activityId)
      .update({
        delivered: {
          micros: 30_000,
          quantity: { inputTokens: 10, outputTokens: 20 },
          costUsdMicros: 0,
        },
      });
    await sweep(backend, uid);
    const { account, entries } = await expectBooksBalance(uid);
    expect(entries.get(`usage-${activityId}`)).toMatchObject({ totalMicros: -30_000 });
    expect(balanceMicros(account, Date.now())).toBe(credits(20) - 30_000);
  });

  test('is replaced by another instance when the request is repeated before the sweep, with one charge', async () => {
    const backend = instance();
    const uid = await openAccount(backend.meter, 20);
    const request = requestOf(imageOf('again'));
    const activityId = await holdAndDie(uid, request.input, request.requestId);
    const { status, capturedMicros } = await callGenerate(backend, uid, request).answer;
    expect({ status, capturedMicros }).toEqual({ status: 'completed', capturedMicros: credits(5) });
    const { activities } = await expectBooksBalance(uid);
    expect(activities.get(activityId)?.worker).toBe(backend.instanceId);
  });

  test('is replaced while its lease still runs when the request is repeated on the instance that left the work, with one charge', async () => {
    const backend = instance();
    const uid = await openAccount(backend.meter, 20);
    const request = requestOf(imageOf('again here'));
    const activityId = await holdAndDie(uid, request.input, request.requestId);
    const leaseUntil = new Date(Date.now() + MINUTE_MS);
    const left = testDb().collection('ai_activity').doc(activityId);
    await left.update({ worker: backend.instanceId, leaseUntil });
    const { status, capturedMicros } = await callGenerate(backend, uid, request).answer;
    expect({ status, capturedMicros }).toEqual({ status: 'completed', capturedMicros: credits(5) });
    await expectBooksBalance(uid);
  });

  test('is distinguished from running work, which a sweep leaves alone', async () => {
    const backend = instance();
    const uid = await openAccount(backend.meter, 20);
    const { answer, chunks } = callGenerate(backend, uid, requestOf(imageOf('running [slow 500ms]')));
    await until(() => chunks.length > 0);
    await sweep(instance(), uid);
    expect(await answer).toMatchObject({ status: 'completed', capturedMicros: credits(5) });
    await expectBooksBalance(uid);
  });
});

/** The sweep, of one account alone: beside it other tests let leases run out on purpose. */
function sweep(backend: Instance, uid: string) {
  const abandoned = async (beforeMs: number) => {
    const all = await backend.activities.abandoned(beforeMs, 10_000);
    return all.filter(({ activity }) => activity.value.uid === uid);
  };
  return expireStaleHolds({ ...backend, activities: { ...backend.activities, abandoned } }, oneRun);
}

/** Holds as `generate` does and never works: what a crash after the hold leaves behind. */
async function holdAndDie(uid: string, input = imageOf('lost'), requestId = newRequestId()): Promise<string> {
  const dying = newInstance({ runModel: () => new Promise(() => undefined) });
  const { chunks } = callGenerate(dying, uid, requestOf(input, { requestId }));
  await until(() => chunks.length > 0);
  dying.close();
  const activityId = activityIdOf({ accountId: uid, requestId });
  await letLeaseRunOut(activityId);
  return activityId;
}

async function letLeaseRunOut(activityId: string): Promise<void> {
  const leaseUntil = new Date(Date.now() - 60_000);
  await testDb().collection('ai_activity').doc(activityId).update({ leaseUntil });
}

function withImagePrice(micros: number): Catalog {
  const catalog = structuredClone(defaultCatalog);
  const model = catalog.operations.image?.models['nano-banana'];
  if (model) model.price = { kind: 'flat', micros };
  return catalog;
}
