import { randomUUID } from 'node:crypto';
import { providerEnv } from '../../../scripts/stand-ins/models/provider-env.ts';
import { startModelStandIns } from '../../../scripts/stand-ins/models/start-model-stand-ins.ts';
import {
  builtInOperations,
  type ChunkOf,
  defaultCatalog,
  type GenerationInput,
  type PublishedCatalog,
  quoteInput,
  type RequestOf,
  withOffers,
} from '../../src/contract/index.ts';
import type { Enqueue, LongTask } from '../../src/generation/calls/generate.ts';
import { generate } from '../../src/generation/calls/generate.ts';
import { connectProviders, offersOf } from '../../src/generation/providers/registry.ts';
import { createModelRunner } from '../../src/generation/runners/create-model-runner.ts';
import { createRunningWork } from '../../src/generation/running-work.ts';
import type { RunServices } from '../../src/generation/services.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import type { CallContext } from '../../src/platform/calls/call-context.ts';
import { createActivities } from '../../src/platform/store/activities.ts';
import type { Catalogs } from '../../src/platform/store/catalogs.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { createAgreementChecks } from '../../src/safety/terms/create-agreement-checks.ts';
import { newRequestId, testDb } from './accounts.ts';

/** The catalog a test works with, without a shared document that tests running beside it would see. */
export function catalogsOf(catalog = defaultCatalog): Catalogs {
  const published: PublishedCatalog = {
    schemaVersion: 1,
    version: 1,
    catalog: withOffers(catalog, offersOf),
    publishedBy: 'test',
    publishedAt: 0,
    reachableProviders: null,
  };
  return { current: async () => published, at: async () => published };
}

/** Stand-ins for the providers of models, for all instances of a test file; they count the orders for work that come. */
const standIns = await startModelStandIns({ paceMs: 2, jobMs: 0 });
export const providerCalls = standIns.calls;
/** For functions in a process of their own. */
export const standInEnv = providerEnv(standIns.addresses);
const servers = Object.fromEntries(
  Object.entries(standIns.addresses).map(([name, baseUrl]) => [name, { baseUrl, apiKey: () => 'a-key' }]),
);

/** What the default catalog sells, and a model of images, `retired`, that is switched off. */
export const catalogWithRetired = structuredClone(defaultCatalog);
const { image: images } = catalogWithRetired.operations;
const [anyImageModel] = Object.values(images?.models ?? {});
if (images && anyImageModel) images.models.retired = { ...anyImageModel, enabled: false };

/** One instance of the backend, as Cloud Functions would run it, with stand-ins for the providers. */
export function newInstance(options: Partial<RunServices> = {}) {
  const db = testDb();
  const instanceId = randomUUID();
  const activities = createActivities(db);
  const queued: LongTask[] = [];
  const services: RunServices & { enqueue: Enqueue } = {
    meter: createMeter({ store: createStore(db) }),
    catalogs: catalogsOf(),
    activities,
    operations: builtInOperations,
    digestKey: () => 'test-key',
    now: Date.now,
    runningWork: createRunningWork({ activities, worker: instanceId }),
    runModel: createModelRunner({
      providers: connectProviders(servers),
      retry: { tries: 2, firstPauseMs: 1 },
    }),
    outputs: memoryOutputs(),
    enqueue: async (task) => void queued.push(task),
    moderate: async () => null,
    topUps: { sawBalance: async () => undefined },
    instanceId,
    checkEligibility: async () => null,
    reachableProviders: () => new Set(['studio', ...Object.keys(servers)]),
    ...options,
  };
  const accountOpened = async () => undefined;
  const agreements = createAgreementChecks({ db, now: Date.now });
  return { ...services, db, accountOpened, agreements, queued, close: () => services.runningWork.close() };
}

/** Files stay where they are made: none is large here. */
function memoryOutputs(): RunServices['outputs'] {
  return {
    keep: async (_, output) => output,
    read: async (file) => Buffer.from(file.where === 'here' ? file.base64 : '', 'base64'),
    link: () => Promise.reject(new Error('Nothing is kept outside of documents here')),
    remove: async () => undefined,
  };
}

export type Instance = ReturnType<typeof newInstance>;

export function contextOf(uid: string): CallContext {
  return {
    uid,
    accountId: uid,
    email: `${uid}@example.com`,
    isEmailVerified: true,
    name: null,
    role: null,
    isGuest: false,
    client: { ip: '203.0.113.7', country: null, device: null },
    traceId: randomUUID().replaceAll('-', ''),
  };
}

export const chatOf = (content: string): GenerationInput => ({
  kind: 'chat',
  messages: [{ role: 'user', content }],
  maxOutputTokens: 200,
});
export const imageOf = (prompt: string): GenerationInput => ({ kind: 'image', prompt });

/** A request at the price the default catalog shows. */
export function requestOf(input: GenerationInput, change: Partial<RequestOf<'generate'>> = {}) {
  const operation = input.kind;
  const model = defaultCatalog.operations[operation]?.defaultModel ?? '';
  const { priceMicros } = quoteInput(defaultCatalog, { operation, model, input });
  return {
    requestId: newRequestId(),
    operation,
    model,
    input,
    shownPriceMicros: priceMicros,
    catalogVersion: 1,
    ...change,
  } satisfies RequestOf<'generate'>;
}

/** Calls `generate` on an instance; what it streamed is in `chunks`. */
export function callGenerate(instance: Instance, uid: string, request: RequestOf<'generate'>) {
  return callGenerateAs(instance, contextOf(uid), request);
}

export function callGenerateAs(instance: Instance, context: CallContext, request: RequestOf<'generate'>) {
  const chunks: ChunkOf<'generate'>[] = [];
  const send = (chunk: ChunkOf<'generate'>) => void chunks.push(chunk);
  return { chunks, answer: generate(instance)(request, context, send) };
}

/** Waits for a condition, looking every few milliseconds. */
export async function until<T>(
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
) {
  const patientUntil = performance.now() + 15_000;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (performance.now() > patientUntil) throw new Error(`Waited in vain for: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
