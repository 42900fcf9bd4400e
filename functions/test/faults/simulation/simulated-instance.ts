import { builtInOperations, type Catalog, type Operations } from '../../../src/contract/index.ts';
import type { Enqueue } from '../../../src/generation/calls/generate.ts';
import type { ReelServices } from '../../../src/generation/reel/reel-services.ts';
import type { RunModel } from '../../../src/generation/runners/create-model-runner.ts';
import { createRunningWork } from '../../../src/generation/running-work.ts';
import { createMeter } from '../../../src/meter/lane/meter.ts';
import { catalogsOf } from '../../support/backend.ts';
import { CODES, createFaultyStore, type Fault } from '../faulty-store.ts';
import { createSimulatedActivities } from './simulated-activities.ts';
import type { SimulatedWorld } from './simulated-world.ts';

/** The call never reaches the store. */
export const CUT_OFF: Fault = { kind: 'lost', landsAfterMs: null, outMs: 1, backMs: 1 };
const forever = new Promise<never>(() => undefined);

export interface InstanceOptions {
  readonly name: string;
  readonly catalog: Catalog;
  readonly runModel: RunModel;
  /** How long what is asked for is looked at before it is held. */
  readonly moderationMs: number;
  /** How long a file takes to be kept after it was made. */
  readonly keepMs: number;
  readonly isDeaf: boolean;
  readonly enqueue: Enqueue;
  /** Absent: Firemeter's own. */
  readonly operations?: Operations;
  /** The fault of the next commit or read of the lanes. Absent, or null: a random one, now and then. */
  readonly nextFault?: () => Fault | null;
}

export type SimulatedInstance = ReelServices & {
  readonly enqueue: Enqueue;
  /** Nothing it does is done any more from here on. */
  readonly die: () => void;
  readonly isDead: () => boolean;
  /** Settles as the work does; rejects when the instance dies first. */
  readonly run: <T>(work: Promise<T>) => Promise<T>;
};

/** One instance of the backend as it is wired in production, over a world in memory. */
export function createSimulatedInstance(world: SimulatedWorld, options: InstanceOptions): SimulatedInstance {
  const { time, now } = world;
  const { name, catalog, runModel, moderationMs, keepMs, isDeaf, enqueue } = options;
  const { operations = builtInOperations, nextFault = () => null } = options;
  const death = Promise.withResolvers<never>();
  death.promise.catch(() => undefined);
  let isDead = false;

  async function call<T>(work: () => T): Promise<T> {
    await world.latency();
    if (isDead) return forever;
    const answer = work();
    await world.latency();
    return isDead ? forever : answer;
  }

  const store = createFaultyStore({
    store: world.backend.store,
    sleep: (ms) => time.sleep(ms),
    nextFault: () => nextFault() ?? faultOf(time.random),
  });
  const activities = createSimulatedActivities(world, { call, isDeaf });
  return {
    activities,
    operations,
    enqueue,
    runModel,
    now,
    meter: createMeter({ store, now }),
    catalogs: catalogsOf(catalog),
    digestKey: () => 'test-key',
    runningWork: createRunningWork({ activities, worker: name }),
    instanceId: name,
    reachableProviders: () => new Set(['studio', 'openai', 'google', 'elevenlabs', 'replicate']),
    moderate: async () => {
      await time.sleep(moderationMs);
      return isDead ? forever : null;
    },
    topUps: { sawBalance: async () => undefined },
    outputs: {
      async keep(_, output) {
        await time.sleep(keepMs);
        return isDead ? forever : output;
      },
      read: async () => new Uint8Array(),
      link: () => Promise.reject(new Error('Nothing is kept outside of documents here')),
      remove: async () => undefined,
    },
    reels: world.reelsThrough(call),
    checkEligibility: async () => null,
    identities: {
      ofUser: async () => ({ email: null, isEmailVerified: true, name: null, role: null }),
    },
    enqueueReel: async () => undefined,
    planOf: async () => null,
    die() {
      isDead = true;
      store.crash();
      death.reject(new Error(`${name} has died`));
    },
    isDead: () => isDead,
    run: (work) => Promise.race([work, death.promise]),
  };
}

/** Most calls go well; some are answered late, or with an error though they were done. */
function faultOf(random: () => number): Fault {
  const times = { outMs: 1 + random() * 30, backMs: 1 + random() * 30 };
  const dice = random();
  if (dice < 0.03) return { kind: 'deaf', code: CODES.unavailable, ...times };
  if (dice < 0.05) return { kind: 'refused', code: CODES.aborted, ...times };
  return { kind: 'none', ...times };
}
