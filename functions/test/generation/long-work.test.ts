import { describe, expect, onTestFinished, test } from 'vitest';
import {
  activityIdOf,
  balanceMicros,
  defaultCatalog,
  MINUTE_MS,
  quoteInput,
  splitActivityId,
} from '../../src/contract/index.ts';
import { cancelGeneration } from '../../src/generation/calls/cancel-generation.ts';
import { runQueued } from '../../src/generation/pipeline.ts';
import { ProviderError } from '../../src/generation/providers/run/provider-error.ts';
import type { RunModel } from '../../src/generation/runners/create-model-runner.ts';
import { credits, expectBooksBalance, newRequestId, openAccount, testDb } from '../support/accounts.ts';
import { callGenerate, contextOf, type Instance, newInstance, requestOf, until } from '../support/backend.ts';

const video = { kind: 'video', prompt: 'a river from above', seconds: 2 } as const;
const { priceMicros } = quoteInput(defaultCatalog, { operation: 'video', input: video });

/** A provider of jobs: what is asked for under one reference is made once, whoever asks, and is done when told. */
function jobProvider() {
  const started: string[] = [];
  const asked: string[] = [];
  const { promise: done, resolve: finish } = Promise.withResolvers<void>();
  const runModel: RunModel = async ({ job, idempotencyKey, onJob, onProgress, abortSignal }) => {
    if (job === null) {
      started.push(idempotencyKey);
      await onJob?.({ id: idempotencyKey });
    }
    asked.push(idempotencyKey);
    onProgress?.(0.5);
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    abortSignal.addEventListener('abort', () =>
      reject(new ProviderError('cancelled', { reason: 'stopped' })),
    );
    await Promise.race([done, aborted]);
    const file = { where: 'here', base64: 'AAAA' } as const;
    const size = { width: 640, height: 360, durationMs: 2_000 };
    return {
      output: { kind: 'video', mediaType: 'video/mp4', file, alt: 'a river', ...size },
      quantity: { seconds: 2 },
    };
  };
  return { runModel, started, asked, finish };
}

function instance(options: Parameters<typeof newInstance>[0]): Instance {
  const made = newInstance(options);
  onTestFinished(() => made.close());
  return made;
}

async function queued(backend: Instance, balance = 100) {
  const uid = await openAccount(backend.meter, balance);
  const request = requestOf(video);
  const activityId = activityIdOf({ accountId: uid, requestId: request.requestId });
  const answer = await callGenerate(backend, uid, request).answer;
  return { uid, request, activityId, answer, task: { activityId, input: video } };
}

const stored = async (backend: Instance, activityId: string) =>
  (await backend.activities.read(activityId))?.value;

describe('long work', () => {
  test('is held and queued at once, run by any worker, and charged when it is done', async () => {
    const { runModel, finish } = jobProvider();
    const backend = instance({ runModel });
    const { uid, activityId, answer, task } = await queued(backend);
    expect(answer).toMatchObject({
      status: 'pending',
      output: null,
      remainingMicros: credits(100) - priceMicros,
    });
    expect(backend.queued).toEqual([task]);
    const work = runQueued(instance({ runModel }), task);
    await until(async () => (await stored(backend, activityId))?.job);
    expect(await stored(backend, activityId)).toMatchObject({ status: 'processing' });
    finish();
    await work;
    expect(await stored(backend, activityId)).toMatchObject({
      status: 'completed',
      capturedMicros: priceMicros,
    });
    expect(await backend.activities.output({ ...splitActivityId(activityId), uid })).toMatchObject({
      kind: 'video',
      durationMs: 2_000,
    });
    await expectBooksBalance(uid);
  });

  test('causes one provider call and one charge when it is dispatched five times at once', async () => {
    const { runModel, started, finish } = jobProvider();
    const backend = instance({ runModel });
    const { uid, task } = await queued(backend);
    const others = [instance({ runModel }), instance({ runModel })];
    const workers = [backend, backend, ...others, ...others.slice(1)].map((one) => runQueued(one, task));
    const codes = Promise.allSettled(workers).then((all) => all.map(({ status }) => status).sort());
    await until(() => started.length > 0);
    finish();
    expect((await codes).filter((status) => status === 'fulfilled').length).toBeGreaterThan(0);
    expect(started).toEqual([task.activityId]);
    const { account } = await expectBooksBalance(uid);
    expect(balanceMicros(account, Date.now())).toBe(credits(100) - priceMicros);
  });

  test('is taken over when the lease of a killed worker has expired, and the provider is polled, not called again', async () => {
    const { runModel, started, asked, finish } = jobProvider();
    const dying = instance({ runModel });
    const { uid, task, activityId } = await queued(dying);
    const killed = runQueued(dying, task);
    await until(() => asked.length > 0);
    const other = instance({ runModel });
    await expect(runQueued(other, task)).rejects.toMatchObject({ code: 'busy' });
    await testDb()
      .collection('ai_activity')
      .doc(activityId)
      .update({ leaseUntil: new Date(0) });
    const saved = runQueued(instance({ runModel }), task);
    await until(() => asked.length > 1);
    finish();
    await Promise.all([killed, saved]);
    expect(started).toEqual([activityId]);
    const { account, activities } = await expectBooksBalance(uid);
    expect(activities.get(activityId)).toMatchObject({ status: 'completed', capturedMicros: priceMicros });
    expect(balanceMicros(account, Date.now())).toBe(credits(100) - priceMicros);
  });

  test('is taken over while its lease runs if this instance left it, and not on another instance', async () => {
    const { runModel, started, finish } = jobProvider();
    const backend = instance({ runModel });
    const { uid, task, activityId } = await queued(backend);
    const leaseUntil = new Date(Date.now() + MINUTE_MS);
    const left = { status: 'processing', ownerNonce: 'left', worker: backend.instanceId, leaseUntil };
    await testDb().collection('ai_activity').doc(activityId).update(left);
    await expect(runQueued(instance({ runModel }), task)).rejects.toMatchObject({ code: 'busy' });
    finish();
    await runQueued(backend, task);
    expect(started).toEqual([activityId]);
    const { activities } = await expectBooksBalance(uid);
    expect(activities.get(activityId)).toMatchObject({ status: 'completed', capturedMicros: priceMicros });
  });

  test('costs nothing when it is cancelled while it waits or runs', async () => {
    const { runModel, asked } = jobProvider();
    const backend = instance({ runModel });
    const waiting = await queued(backend);
    await cancelGeneration(backend)(
      { requestId: waiting.request.requestId },
      contextOf(waiting.uid),
      () => undefined,
    );
    await runQueued(backend, waiting.task);
    expect(asked).toEqual([]);
    expect(balanceMicros((await expectBooksBalance(waiting.uid)).account, Date.now())).toBe(credits(100));

    const running = await queued(backend);
    const work = runQueued(backend, running.task);
    await until(() => asked.length > 0);
    const elsewhere = instance({ runModel });
    await cancelGeneration(elsewhere)(
      { requestId: running.request.requestId },
      contextOf(running.uid),
      () => undefined,
    );
    await work;
    const { account, activities } = await expectBooksBalance(running.uid);
    expect(activities.get(running.activityId)).toMatchObject({
      status: 'failed',
      failure: { code: 'cancelled' },
    });
    expect(balanceMicros(account, Date.now())).toBe(credits(100));
  });

  test('releases its credits when its provider fails, and its activity has the cause', async () => {
    const runModel: RunModel = () =>
      Promise.reject(new ProviderError('provider-refused', { reason: 'policy' }));
    const backend = instance({ runModel });
    const { uid, task, activityId } = await queued(backend);
    await runQueued(backend, task);
    const { account, activities } = await expectBooksBalance(uid);
    expect(activities.get(activityId)?.failure).toMatchObject({ code: 'provider-refused' });
    expect(balanceMicros(account, Date.now())).toBe(credits(100));
  });

  test('gets busy when the queue doesn’t accept it, and a retry finds the same hold', async () => {
    let isDown = true;
    const backend = instance({});
    const enqueue: typeof backend.enqueue = async (task) => {
      if (isDown) throw new Error('The queue is down');
      backend.queued.push(task);
    };
    const uid = await openAccount(backend.meter, 100);
    const request = requestOf(video);
    await expect(callGenerate({ ...backend, enqueue }, uid, request).answer).rejects.toMatchObject({
      code: 'busy',
    });
    isDown = false;
    expect(await callGenerate({ ...backend, enqueue }, uid, request).answer).toMatchObject({
      status: 'pending',
    });
    expect(backend.queued).toHaveLength(1);
    const { account } = await expectBooksBalance(uid);
    expect(balanceMicros(account, Date.now())).toBe(credits(100) - priceMicros);
  });

  test('is not started if it was switched off after the request', async () => {
    const { runModel, started } = jobProvider();
    const backend = instance({ runModel });
    const { uid, task, activityId } = await queued(backend);
    const off = { ...(await backend.catalogs.current(0)) };
    const catalogs = {
      ...backend.catalogs,
      current: async () => ({ ...off, catalog: { ...off.catalog, disabledProviders: ['replicate'] } }),
    };
    await runQueued({ ...backend, catalogs }, task);
    expect(started).toEqual([]);
    const { activities } = await expectBooksBalance(uid);
    expect(activities.get(activityId)).toMatchObject({
      status: 'failed',
      failure: { code: 'operation-disabled' },
    });
  });

  test('ends within five seconds when it is switched off while it runs, without a further poll or a charge', async () => {
    const { runModel, started, asked } = jobProvider();
    const backend = instance({ runModel });
    const { uid, task, activityId } = await queued(backend);
    const on = await backend.catalogs.current(0);
    let disabledProviders: string[] = [];
    const catalogs = {
      ...backend.catalogs,
      current: async () => ({ ...on, catalog: { ...on.catalog, disabledProviders } }),
    };
    const work = runQueued({ ...backend, catalogs }, task);
    await until(() => asked.length > 0);
    disabledProviders = ['replicate'];
    const offAtMs = performance.now();
    await work;
    expect(performance.now() - offAtMs).toBeLessThan(5_000);
    expect(started).toEqual([activityId]);
    const { account, activities } = await expectBooksBalance(uid);
    expect(activities.get(activityId)?.failure).toMatchObject({ code: 'operation-disabled' });
    expect(balanceMicros(account, Date.now())).toBe(credits(100));
  });
});

test('is rejected before its hold if one of its sources is invalid', async () => {
  const backend = instance({});
  const uid = await openAccount(backend.meter, 100);
  const polish = { kind: 'polish', source: newRequestId() } as const;
  const catalog = structuredClone(defaultCatalog);
  const { video: sold } = catalog.operations;
  if (sold) catalog.operations.polish = { ...sold, kind: 'polish', models: flat(sold.models) };
  const published = { ...(await backend.catalogs.current(0)), catalog };
  const catalogs = { ...backend.catalogs, current: async () => published };
  const request = { ...requestOf(video), operation: 'polish', input: polish, shownPriceMicros: 1 };
  await expect(callGenerate({ ...backend, catalogs }, uid, request).answer).rejects.toMatchObject({
    code: 'not-found',
  });
  expect((await expectBooksBalance(uid)).activities.size).toBe(0);
});

function flat<M extends object>(
  models: Record<string, M>,
): Record<string, M & { price: { kind: 'flat'; micros: number } }> {
  return Object.fromEntries(
    Object.entries(models).map(([name, model]) => [
      name,
      { ...model, price: { kind: 'flat' as const, micros: 1 }, cost: { kind: 'flat' as const, micros: 1 } },
    ]),
  );
}
