import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  activityIdOf,
  builtInOperations,
  CATALOG_CONFIG,
  collections,
  defaultCatalog,
  encodeStored,
  PublishedCatalog,
  quoteInput,
  SCHEMA_VERSION,
  SECOND_MS,
} from '@firemeter/functions/contract';
import { publishApproved } from '../../../functions/src/admin/update-credit-configuration.ts';
import { cancelGeneration } from '../../../functions/src/generation/calls/cancel-generation.ts';
import { generate } from '../../../functions/src/generation/calls/generate.ts';
import { ProviderError } from '../../../functions/src/generation/providers/run/provider-error.ts';
import type { RunModel } from '../../../functions/src/generation/runners/create-model-runner.ts';
import { createCatalogs } from '../../../functions/src/platform/store/catalogs.ts';
import { raiseStore } from '../../../functions/src/platform/store/documents.ts';
import { expireStaleHolds } from '../../../functions/src/upkeep/expire-stale-holds.ts';
import { accountDocuments, holdOf } from '../arms/firemeter.ts';
import { firestoreAt, writeAll } from '../arms/firestore.ts';
import { atMost, type Figure, type Part } from '../figures.ts';
import type { Bench } from '../lab.ts';
import { median, quantile } from '../load.ts';
import { openInstance, withoutLogs } from './instance.ts';

const input = {
  kind: 'chat' as const,
  messages: [{ role: 'user' as const, content: 'How do tides work?' }],
  maxOutputTokens: 500,
};
/** At once: each has an account of its own. */
const atOnce = 20;
/** A lease of three minutes would only make the benchmark wait longer. */
const leaseMs = 10 * SECOND_MS;
/** The schedule of `expireStaleHolds`. */
const sweepEveryMs = 60 * SECOND_MS;

/** From a failure until a listener sees the credits returned. */
export async function refunds({ lab, progress }: Bench): Promise<Part> {
  using _ = withoutLogs();
  const work = await openWork(lab.address);
  const { refunds: count, crashMs } = lab.size;
  try {
    progress.note('provider failures');
    const failures = await inGroups(count, () => work.fail());
    progress.note('cancels, on another instance');
    const cancels = await inGroups(count, () => work.cancel());
    progress.note('switched off');
    const switched: number[] = [];
    while (switched.length < count)
      switched.push(...(await work.switchOff(Math.min(40, count - switched.length))));
    progress.note('crashed workers');
    const crashes = await work.crash(count, crashMs);
    return {
      name: 'refunds',
      title: `Credits returned after a failure, ${count} of each`,
      figures: [
        ...figuresOf('provider failure', failures, 2 * SECOND_MS),
        ...figuresOf('cancel', cancels, 5 * SECOND_MS),
        ...figuresOf('switch-off', switched, 10 * SECOND_MS),
        ...figuresOf('crashed worker, less its lease', crashes, 70 * SECOND_MS),
      ],
      notes: [
        `From the provider’s failure, the call of the cancel, the publication of the switch and the crash, until a listener sees the activity ended, in whose commit the credits are returned.`,
        `Cancels arrive at another instance than the one that works. A crashed worker’s lease is ${leaseMs / SECOND_MS} s here and three minutes in production; the job that ends it runs once a minute in both.`,
      ],
    };
  } finally {
    await work.close();
  }
}

function figuresOf(what: string, tookMs: readonly number[], boundMs: number): Figure[] {
  const p99Ms = quantile(tookMs, 0.99);
  const figure = (name: string, ms: number) => ({
    ...{ what: `${what}: ${name}`, unit: 'ms' as const, values: { Firemeter: ms } },
  });
  return [
    figure('median', median(tookMs)),
    { ...figure('99%', p99Ms), target: atMost(boundMs, p99Ms, 'ms') },
    figure('worst', Math.max(...tookMs)),
  ];
}

async function inGroups(count: number, once: () => Promise<number>): Promise<number[]> {
  const tookMs: number[] = [];
  while (tookMs.length < count) {
    const size = Math.min(atOnce, count - tookMs.length);
    tookMs.push(...(await Promise.all(Array.from({ length: size }, once))));
  }
  return tookMs;
}

async function openWork(address: string) {
  const project = `demo-refunds-${randomUUID().slice(0, 8)}`;
  const db = firestoreAt(address, project);
  const catalogs = createCatalogs({ db });
  const failedMs = new Map<string, number>();
  /** Fails at once if the request says so, and otherwise waits until it is stopped. */
  const runModel: RunModel = ({ abortSignal, idempotencyKey }) =>
    new Promise((_, reject) => {
      if (failedMs.has(idempotencyKey)) {
        failedMs.set(idempotencyKey, performance.now());
        reject(new ProviderError('provider-failed', { reason: 'unfinished' }));
      }
      const stop = () => reject(new ProviderError('cancelled', { reason: 'stopped' }));
      if (abortSignal.aborted) stop();
      else abortSignal.addEventListener('abort', stop, { once: true });
    });
  const instance = (worker: string) =>
    openInstance(firestoreAt(address, project), { runModel, worker, catalogs });
  const [here, elsewhere] = [instance('bench-1'), instance('bench-2')];
  await raiseStore(db, { version: SCHEMA_VERSION, cursor: null, nowMs: Date.now() });
  const published = { schemaVersion: 1, version: 1, catalog: defaultCatalog, publishedBy: 'bench' };
  await db
    .collection(collections.config)
    .doc(CATALOG_CONFIG)
    .set(
      encodeStored(
        PublishedCatalog,
        { ...published, publishedAt: 0, reachableProviders: null },
        SCHEMA_VERSION,
      ),
    );
  const publish = publishApproved({
    ...{ db, now: Date.now, operations: builtInOperations, providerLabels: {}, offersOf: () => null },
    reachableProviders: () => new Set(['openai']),
  });

  /** When a listener saw each activity held, and ended. */
  const held = new Map<string, () => void>();
  const ended = new Map<string, (atMs: number) => void>();
  const unwatch = db.collection(collections.activities).onSnapshot((snapshot) => {
    for (const { doc } of snapshot.docChanges()) {
      if (doc.get('status') === 'processing') held.get(doc.id)?.();
      else ended.get(doc.id)?.(performance.now());
    }
  });

  const { priceMicros, modelName: model } = quoteInput(defaultCatalog, { operation: 'chat', input });

  async function begin({ isFailing = false } = {}) {
    const [uid, requestId] = [randomUUID(), randomUUIDv7()];
    const activityId = activityIdOf({ accountId: uid, requestId });
    if (isFailing) failedMs.set(activityId, Number.NaN);
    await writeAll(db, accountDocuments([uid]));
    const isHeld = new Promise<void>((resolve) => held.set(activityId, resolve));
    const endedMs = new Promise<number>((resolve) => ended.set(activityId, resolve));
    const { version: catalogVersion } = await catalogs.current(0);
    const request = {
      requestId,
      operation: 'chat',
      model,
      input,
      shownPriceMicros: priceMicros,
      catalogVersion,
    };
    const context = here.contextOf(uid);
    const done = generate(here.services)(request, context, () => undefined).catch(() => undefined);
    return { activityId, requestId, context, isHeld, endedMs, done };
  }

  return {
    async fail(): Promise<number> {
      const { activityId, endedMs, done } = await begin({ isFailing: true });
      const atMs = await endedMs;
      await done;
      return atMs - (failedMs.get(activityId) ?? Number.NaN);
    },
    async cancel(): Promise<number> {
      const { requestId, context, isHeld, endedMs, done } = await begin();
      await isHeld;
      const startedMs = performance.now();
      await cancelGeneration(elsewhere.services)({ requestId }, context, () => undefined);
      const atMs = await endedMs;
      await done;
      return atMs - startedMs;
    },
    async switchOff(count: number): Promise<number[]> {
      const works = await Promise.all(Array.from({ length: count }, () => begin()));
      await Promise.all(works.map(({ isHeld }) => isHeld));
      const flip = (enabled: boolean) =>
        publish(
          {
            ...{ action: 'switch', requestId: randomUUIDv7(), enabled, reason: 'bench' },
            target: { kind: 'operation', operation: 'chat' },
          },
          here.contextOf('bench'),
          () => undefined,
        );
      const startedMs = performance.now();
      await flip(false);
      const atMs = await Promise.all(works.map(({ endedMs }) => endedMs));
      const { version } = await flip(true);
      await catalogs.current(version);
      return atMs.map((ms) => ms - startedMs);
    },
    /** Holds as workers do that then crash. */
    async crash(count: number, spreadMs: number): Promise<number[]> {
      const sweep = () =>
        expireStaleHolds(here.services, { traceId: 'bench', cursor: null, keep: async () => undefined });
      const timer = setInterval(() => void sweep(), sweepEveryMs);
      const tookMs = await Promise.all(
        Array.from({ length: count }, async (_, index) => {
          await sleep((index * spreadMs) / count);
          const uid = randomUUID();
          await writeAll(db, accountDocuments([uid]));
          const hold = { ...holdOf(uid, null), leaseMs };
          const endedMs = new Promise<number>((resolve) => ended.set(hold.activityId, resolve));
          await here.services.meter.submit(uid, hold);
          const crashedMs = performance.now();
          return (await endedMs) - crashedMs - leaseMs;
        }),
      );
      clearInterval(timer);
      return tookMs;
    },
    async close(): Promise<void> {
      unwatch();
      await here.close();
      await elsewhere.close();
      await db.terminate();
    },
  };
}
