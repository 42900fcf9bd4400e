import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  ACTIVITY_SHARDS,
  activityIdOf,
  balanceMicros,
  collections,
  defaultCatalog,
  MINUTE_MS,
  quoteInput,
} from '../../src/contract/index.ts';
import { cancelGeneration } from '../../src/generation/calls/cancel-generation.ts';
import type { LongTask } from '../../src/generation/calls/generate.ts';
import { validateAndDeductCredits } from '../../src/generation/calls/validate-and-deduct-credits.ts';
import { runQueued } from '../../src/generation/pipeline.ts';
import { ProviderError } from '../../src/generation/providers/run/provider-error.ts';
import type { RunModel } from '../../src/generation/runners/create-model-runner.ts';
import { expireStaleHolds } from '../../src/upkeep/expire-stale-holds.ts';
import { credits, expectBooksBalance, newRequestId, openAccount, testDb } from '../support/accounts.ts';
import {
  callGenerate,
  catalogsOf,
  chatOf,
  contextOf,
  type Instance,
  imageOf,
  newInstance,
  requestOf,
  until,
} from '../support/backend.ts';
import { oneRun } from '../support/one-run.ts';

const video = { kind: 'video', prompt: 'a river from above', seconds: 2 } as const;
const { priceMicros } = quoteInput(defaultCatalog, { operation: 'video', input: video });
const made = {
  output: {
    kind: 'video',
    mediaType: 'video/mp4',
    file: { where: 'here', base64: 'AAAA' },
    ...{ durationMs: 2_000, width: 640, height: 360, alt: 'a river' },
  },
  quantity: {},
} as const;

function instance(options: Parameters<typeof newInstance>[0] = {}): Instance {
  const backend = newInstance(options);
  onTestFinished(() => backend.close());
  return backend;
}

/** A second look at what is asked for, which takes until it is told to end. */
function slowModeration() {
  const looking = Promise.withResolvers<void>();
  const looked = Promise.withResolvers<null>();
  const moderate = async () => {
    looking.resolve();
    return looked.promise;
  };
  return { looking, looked, moderate };
}

function withoutLimits() {
  const catalog = structuredClone(defaultCatalog);
  for (const operation of Object.values(catalog.operations)) operation.limit = null;
  return catalogsOf(catalog);
}

const cancelBy = (backend: Instance, uid: string, requestId: string) =>
  cancelGeneration(backend)({ requestId }, contextOf(uid), () => undefined);

const stored = async (backend: Instance, activityId: string) =>
  (await backend.activities.read(activityId))?.value;

/** A provider whose work takes up to so long, heeds a stop, and notes what it was asked for. */
function provider(mostMs: number) {
  const asked: string[] = [];
  const runModel: RunModel = async ({ idempotencyKey, abortSignal }) => {
    asked.push(idempotencyKey);
    try {
      await sleep(Math.random() * mostMs, undefined, { signal: abortSignal });
    } catch {
      throw new ProviderError('cancelled', { reason: 'stopped' });
    }
    return made;
  };
  return { runModel, asked };
}

const CANCELS = 200;
const AT_ONCE = 4;

test(`of ${CANCELS} queued videos that are cancelled up to a second after they were accepted, every cancel takes effect`, {
  timeout: 180_000,
}, async () => {
  const { runModel } = provider(1_500);
  const works: Promise<void>[] = [];
  const worker = instance({ runModel });
  const enqueue = async (task: LongTask) => {
    works.push(sleep(Math.random() * 400).then(() => runQueued(worker, task)));
  };
  const backend = { ...instance({ catalogs: withoutLimits() }), enqueue };
  const stops = { waiting: 0, running: 0, tooLate: 0 };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  expect(stops.waiting).toBeGreaterThan(0);
  expect(stops.running).toBeGreaterThan(0);

  async function client(): Promise<void> {
    const uid = await openAccount(backend.meter, 5_000);
    let spentMicros = 0;
    for (let turn = 0; turn < CANCELS / AT_ONCE; turn++) {
      const request = requestOf(video);
      const { activityId } = await callGenerate(backend, uid, request).answer;
      await sleep(Math.random() * 1_000);
      const { status } = await cancelBy(turn % 2 === 0 ? backend : worker, uid, request.requestId);
      const ended = await until(async () => {
        const activity = await stored(backend, activityId);
        return activity?.endedAt != null && activity;
      });
      if (status === 'completed') {
        stops.tooLate++;
        spentMicros += priceMicros;
        continue;
      }
      stops[status === 'failed' ? 'waiting' : 'running']++;
      expect(ended).toMatchObject({ status: 'failed', capturedMicros: 0, failure: { code: 'cancelled' } });
    }
    await Promise.all(works);
    const { account } = await expectBooksBalance(uid);
    expect(balanceMicros(account, Date.now())).toBe(credits(5_000) - spentMicros);
  }
});

describe('a cancel', () => {
  test('of a video whose worker has died is seen by the worker that takes over, and the video costs nothing', async () => {
    const { runModel, asked } = provider(60_000);
    const dying = instance({ runModel });
    const uid = await openAccount(dying.meter, 100);
    const request = requestOf(video);
    const { activityId } = await callGenerate(dying, uid, request).answer;
    const task = { activityId, input: video };
    const forever = new Promise<never>(() => undefined);
    const silent = { ...dying, runningWork: { ...dying.runningWork, acquire: deafWork }, runModel: hang };
    void runQueued(silent, task);
    await until(async () => (await stored(dying, activityId))?.status === 'processing');
    const elsewhere = instance({ runModel });
    for (let time = 0; time < 3; time++) {
      expect(await cancelBy(elsewhere, uid, request.requestId)).toMatchObject({ status: 'processing' });
    }
    const activity = testDb().collection('ai_activity').doc(activityId);
    await activity.update({ leaseUntil: new Date(0) });
    await runQueued(instance({ runModel }), task);
    expect(asked).toEqual([]);
    const { account, activities } = await expectBooksBalance(uid);
    expect(activities.get(activityId)).toMatchObject({ status: 'failed', failure: { code: 'cancelled' } });
    expect(activities.get(activityId)).not.toHaveProperty('cancelFor');
    expect(balanceMicros(account, Date.now())).toBe(credits(100));

    function deafWork() {
      return { signal: new AbortController().signal, isShared: () => false, release: () => undefined };
    }
    function hang() {
      return forever;
    }
  });

  test('while the output is being stored takes effect before the end: it costs nothing and nothing is delivered', async () => {
    const keeping = Promise.withResolvers<void>();
    const isKept = Promise.withResolvers<void>();
    const backend = instance({ runModel: async () => made });
    const outputs: Instance['outputs'] = {
      ...backend.outputs,
      async keep(_, output) {
        keeping.resolve();
        await isKept.promise;
        return output;
      },
    };
    const uid = await openAccount(backend.meter, 100);
    const request = requestOf(imageOf('a lighthouse'));
    const refused = expect(callGenerate({ ...backend, outputs }, uid, request).answer).rejects.toMatchObject({
      code: 'cancelled',
    });
    await keeping.promise;
    await cancelBy(backend, uid, request.requestId);
    isKept.resolve();
    await refused;
    const { account } = await expectBooksBalance(uid);
    expect(balanceMicros(account, Date.now())).toBe(credits(100));
    expect(await backend.activities.output({ accountId: uid, uid, requestId: request.requestId })).toBeNull();
  });

  test.each([
    ['a picture', imageOf('a lighthouse')],
    ['a chat', chatOf('Tides?')],
    ['a video', video],
  ])('of %s that overtakes its request creates a placeholder, and nothing is made', async (_, input) => {
    const { runModel, asked } = provider(0);
    const { looking, looked, moderate } = slowModeration();
    const backend = instance({ runModel, moderate });
    const uid = await openAccount(backend.meter, 100);
    const request = requestOf(input);
    const generated = callGenerate(backend, uid, request).answer.catch((error) => error.code);
    await looking.promise;
    const activityId = activityIdOf({ accountId: uid, requestId: request.requestId });
    expect(await cancelBy(instance(), uid, request.requestId)).toEqual({ activityId, status: 'failed' });
    looked.resolve(null);
    expect(await generated).toBe('cancelled');
    expect({ asked, queued: backend.queued }).toEqual({ asked: [], queued: [] });
    const { account, activities } = await expectBooksBalance(uid);
    const { operation } = request;
    expect(activities.get(activityId)).toMatchObject({ operation, status: 'failed', heldMicros: 0 });
    expect(balanceMicros(account, Date.now())).toBe(credits(100));
    await expect(callGenerate(backend, uid, request).answer).rejects.toMatchObject({ code: 'cancelled' });
  });

  test("that overtakes the hold of an app's own work rejects the hold", async () => {
    const { looking, looked, moderate } = slowModeration();
    const backend = instance({ moderate });
    const uid = await openAccount(backend.meter, 100);
    const { requestId, shownPriceMicros, catalogVersion } = requestOf(imageOf('a lighthouse'));
    const work = { operation: 'image', model: 'gpt-image-1', quantity: { images: 1 }, prompt: 'a kite' };
    const request = { requestId, shownPriceMicros, catalogVersion, ...work };
    const held = validateAndDeductCredits(backend)(request, contextOf(uid), () => undefined);
    const refused = expect(held).rejects.toMatchObject({ code: 'cancelled' });
    await looking.promise;
    const activityId = activityIdOf({ accountId: uid, requestId });
    expect(await cancelBy(instance(), uid, requestId)).toEqual({ activityId, status: 'failed' });
    looked.resolve(null);
    await refused;
    expect(balanceMicros((await expectBooksBalance(uid)).account, Date.now())).toBe(credits(100));
  });

  test('of a request that never arrives leaves a placeholder for minutes, and then nothing', async () => {
    const backend = instance();
    const uid = await openAccount(backend.meter, 100);
    const request = requestOf(imageOf('a lighthouse'));
    const { activityId } = await cancelBy(backend, uid, request.requestId);
    await expectBooksBalance(uid);
    const sweep = (afterMs: number) =>
      expireStaleHolds({ ...backend, now: () => Date.now() + afterMs }, oneRun);
    await sweep(5 * MINUTE_MS);
    expect(await backend.activities.read(activityId)).not.toBeNull();
    await sweep(11 * MINUTE_MS);
    expect(await backend.activities.read(activityId)).toBeNull();
    expect(await callGenerate(backend, uid, request).answer).toMatchObject({ status: 'completed' });
  });

  test('of a request that never arrives is in no list and no figure', async () => {
    const backend = instance();
    const uid = await openAccount(backend.meter, 100);
    const fromMs = Date.now() - MINUTE_MS;
    const activities = testDb().collection(collections.activities);
    const { activityId } = await cancelBy(backend, uid, newRequestId());
    // As the history and the live page find and count them.
    const own = await activities.where('uid', '==', uid).orderBy('createdAt', 'desc').get();
    expect(own.docs).toEqual([]);
    const shards = Array.from({ length: ACTIVITY_SHARDS }, (_, shard) => shard);
    const lately = activities.where('shard', 'in', shards).where('createdAt', '>=', new Date(fromMs));
    const everyone = await lately.orderBy('createdAt', 'desc').get();
    expect(everyone.docs.map(({ id }) => id)).not.toContain(activityId);
    expect(await backend.activities.read(activityId)).not.toBeNull();
  });

  test('of a request id from minutes ago for which nothing was held is not found', async () => {
    const backend = instance();
    const uid = await openAccount(backend.meter, 100);
    const requestId = newRequestId(Date.now() - 2 * MINUTE_MS);
    await expect(cancelBy(backend, uid, requestId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await backend.activities.read(activityIdOf({ accountId: uid, requestId }))).toBeNull();
  });
});
