import { builtInOperations } from '@firemeter/functions/contract';
import type { Firestore } from 'firebase-admin/firestore';
import type { RunModel } from '../../../functions/src/generation/runners/create-model-runner.ts';
import { createRunningWork } from '../../../functions/src/generation/running-work.ts';
import { createMeter } from '../../../functions/src/meter/lane/meter.ts';
import { createActivities } from '../../../functions/src/platform/store/activities.ts';
import type { Catalogs } from '../../../functions/src/platform/store/catalogs.ts';
import { createStore } from '../../../functions/src/platform/store/store.ts';

/** Keeps the handlers' log lines from the standard output, where they would bury the table. */
export function withoutLogs(): Disposable {
  const { write } = process.stdout;
  const quiet = (chunk: unknown, ...rest: unknown[]) =>
    String(chunk).startsWith('{"') || Reflect.apply(write, process.stdout, [chunk, ...rest]);
  process.stdout.write = quiet as typeof write;
  return {
    [Symbol.dispose]() {
      process.stdout.write = write;
    },
  };
}

/** Creates the services of one instance, with the benchmark's own provider and prices. */
export function openInstance(
  db: Firestore,
  { runModel, worker, catalogs }: { runModel: RunModel; worker: string; catalogs: Catalogs },
) {
  const activities = createActivities(db);
  const runningWork = createRunningWork({ activities, worker });
  const services = {
    meter: createMeter({ store: createStore(db) }),
    operations: builtInOperations,
    catalogs,
    activities,
    digestKey: () => 'bench',
    now: Date.now,
    runningWork,
    runModel,
    outputs: {
      keep: async <T>(_: string, output: T) => output,
      read: () => Promise.reject(new Error('Nothing is read here')),
      link: () => Promise.reject(new Error('Nothing is linked here')),
      remove: () => Promise.reject(new Error('Nothing is removed here')),
    },
    enqueue: () => Promise.reject(new Error('Nothing is long here')),
    moderate: async () => null,
    topUps: { sawBalance: async () => undefined },
    instanceId: worker,
    checkEligibility: async () => null,
    reachableProviders: () => new Set(['openai']),
  };
  const contextOf = (uid: string) => ({
    uid,
    accountId: uid,
    email: null,
    isEmailVerified: true,
    isGuest: false,
    name: null,
    role: null,
    client: { ip: null, country: null, device: null },
    traceId: 'bench',
    refusal: null,
  });
  async function close(): Promise<void> {
    runningWork.close();
    await db.terminate();
  }
  return { db, services, contextOf, close };
}
