import { expect } from 'vitest';
import {
  type Activity,
  AppError,
  defaultCatalog,
  isOpen,
  planReel,
  presets,
  totalPriceMicros,
} from '../../../src/contract/index.ts';
import { cancelGeneration } from '../../../src/generation/calls/cancel-generation.ts';
import type { LongTask } from '../../../src/generation/calls/generate.ts';
import { generate } from '../../../src/generation/calls/generate.ts';
import { runQueued } from '../../../src/generation/pipeline.ts';
import { cancelReel } from '../../../src/generation/reel/cancel-reel.ts';
import { runReel } from '../../../src/generation/reel/run-reel.ts';
import { startReel } from '../../../src/generation/reel/start-reel.ts';
import { expireStaleHolds } from '../../../src/upkeep/expire-stale-holds.ts';
import { newRequestId, openAccount } from '../../support/accounts.ts';
import { chatOf, contextOf, imageOf, requestOf } from '../../support/backend.ts';
import { oneRun } from '../../support/one-run.ts';
import { expectStopped, type WorkNotes } from './expect-stopped.ts';
import {
  createSimulatedInstance,
  type InstanceOptions,
  type SimulatedInstance,
} from './simulated-instance.ts';
import { createSimulatedProvider, type Provider, type Told } from './simulated-provider.ts';
import { SimulatedWorld } from './simulated-world.ts';

export interface CancelCase extends Provider, Pick<InstanceOptions, 'moderationMs' | 'keepMs'> {
  readonly seed: number;
  readonly kind: 'call' | 'stream' | 'queued' | 'reel';
  /** After the request was sent. */
  readonly cancelAtMs: number;
  /** Through the instance that got the request, or another one. */
  readonly cancelHere: boolean;
  /** The first instance's listener for cancels tells it nothing. */
  readonly isDeaf: boolean;
  /** When the first instance dies; null: it lives. */
  readonly diesAtMs: number | null;
  /** How long after a death, or a refusal for now, whoever waits asks again. */
  readonly againAfterMs: number;
}

const MINUTE = 60_000;
const LAST_MS = 2 * 60 * MINUTE;
const wish = { prompt: 'A fox finds a lighthouse', scenes: 1, pictures: 1, music: false, polish: false };
const video = { kind: 'video', prompt: 'a river from above', seconds: 2 } as const;

/** What was acknowledged, when, and how all stood then. */
interface Acknowledged {
  readonly atMs: number;
  readonly before: ReadonlyMap<string, Activity>;
}

/** Asks for something, cancels it, and lets everything come to its end; fails when an acknowledged cancel had no effect. */
export async function runCancel(one: CancelCase): Promise<'acknowledged' | 'too late'> {
  const world = new SimulatedWorld(one.seed);
  return world.time.run(() => new Scene(one, world).run());
}

class Scene {
  readonly #case: CancelCase;
  readonly #world: SimulatedWorld;
  readonly #instances: SimulatedInstance[];
  readonly #notes = new Map<string, WorkNotes>();
  readonly #uid = 'person';

  constructor(one: CancelCase, world: SimulatedWorld) {
    this.#case = one;
    this.#world = world;
    this.#instances = [0, 1, 2].map((index) =>
      createSimulatedInstance(world, {
        ...one,
        name: `instance${index}`,
        catalog: one.kind === 'reel' ? presets.reelbanana : defaultCatalog,
        isDeaf: one.isDeaf && index === 0,
        runModel: createSimulatedProvider(world, { ...one, ...this.#watch(index) }),
        enqueue: async (task: LongTask) => void this.#seenThrough((by) => runQueued(by, task)),
      }),
    );
    world.onCommit((commit) => {
      for (const { kind, id, value } of commit) {
        if (kind === 'activity' && !isOpen(value)) this.#notesOf(id).endedAtMs = world.time.nowMs;
      }
    });
  }

  async run(): Promise<'acknowledged' | 'too late'> {
    const { time } = this.#world;
    const { diesAtMs, cancelAtMs } = this.#case;
    await openAccount(this.#instance(2).meter, 500, this.#uid);
    const requestId = newRequestId(this.#world.now());
    const asked = this.#ask(requestId);
    if (diesAtMs !== null) void time.sleep(diesAtMs).then(() => this.#instance(0).die());
    const sweeps = setInterval(() => void expireStaleHolds(this.#instance(2), oneRun), MINUTE);
    await time.sleep(cancelAtMs);
    const acknowledged = await this.#cancel(requestId);
    await asked;
    await this.#untilAllEnded();
    clearInterval(sweeps);
    this.#check(acknowledged);
    return acknowledged && [...acknowledged.before.values()].some(isOpen) ? 'acknowledged' : 'too late';
  }

  /** Notes what the provider of an instance tells while that lives. */
  #watch(index: number): Told {
    const { time } = this.#world;
    return {
      begun: (id) => {
        this.#notesOf(id).begunAtMs = time.nowMs;
      },
      delivered: (id, tokens) => {
        if (this.#instance(index).isDead()) return;
        const notes = this.#notesOf(id);
        notes.tokens = Math.max(tokens, notes.tokens ?? 0);
        notes.streamedAtMs = time.nowMs;
      },
    };
  }

  #instance(index: number): SimulatedInstance {
    const instance = this.#instances[index];
    if (!instance) throw new Error(`No instance ${index}`);
    return instance;
  }

  /** Asks, again where the call was lost; how it ended is for the store to tell. */
  async #ask(requestId: string): Promise<void> {
    const context = contextOf(this.#uid);
    if (this.#case.kind === 'reel') {
      const shownPriceMicros = totalPriceMicros(planReel(presets.reelbanana, wish));
      const request = { requestId, wish, shownPriceMicros, catalogVersion: 1 };
      await this.#seenThrough((by) => startReel(by)(request, context, () => undefined));
      return this.#seenThrough((by) => runReel(by, { uid: this.#uid, reelId: requestId }));
    }
    const input = { call: imageOf('a kite'), stream: chatOf('Tides?'), queued: video }[this.#case.kind];
    const request = requestOf(input, { requestId });
    await this.#seenThrough((by) => generate(by)(request, context, () => undefined));
  }

  /** Has something done as a queue, or a patient client, does: again by the next instance until one has an answer. */
  async #seenThrough(work: (by: SimulatedInstance) => Promise<unknown>): Promise<void> {
    for (let attempt = 0; attempt < 60; attempt++) {
      const by = this.#instance(Math.min(attempt, 1));
      try {
        await by.run(work(by));
        return;
      } catch (error) {
        if (error instanceof AppError && error.code !== 'busy' && error.code !== 'internal') return;
      }
      await this.#world.time.sleep(this.#case.againAfterMs);
    }
  }

  /** Cancels as the app does: again while the request is not there yet, or the server is busy. */
  async #cancel(requestId: string): Promise<Acknowledged | null> {
    const context = contextOf(this.#uid);
    for (let attempt = 0; attempt < 8; attempt++) {
      const by = this.#instance(this.#case.cancelHere && attempt === 0 ? 0 : 2);
      try {
        const work: Promise<unknown> =
          this.#case.kind === 'reel'
            ? cancelReel(by)({ reelId: requestId }, context, () => undefined)
            : cancelGeneration(by)({ requestId }, context, () => undefined);
        await by.run(work);
        const all = [...this.#world.activities()].map(([id, { value }]) => [id, value] as const);
        return { atMs: this.#world.time.nowMs, before: new Map(all) };
      } catch {
        await this.#world.time.sleep(50);
      }
    }
    return null;
  }

  async #untilAllEnded(): Promise<void> {
    const { time } = this.#world;
    const isAnyOpen = () => [...this.#world.activities().values()].some(({ value }) => isOpen(value));
    while (isAnyOpen() && time.nowMs < LAST_MS) await time.sleep(MINUTE);
    await time.sleep(5 * MINUTE);
  }

  #check(acknowledged: Acknowledged | null): void {
    expect(this.#world.backend.broken).toEqual([]);
    for (const [id, { value }] of this.#world.activities()) {
      expect(isOpen(value), `${id} never ended`).toBe(false);
      const before = acknowledged?.before.get(id);
      if (!acknowledged || (before && !isOpen(before))) continue;
      expectStopped(id, value, {
        atMs: acknowledged.atMs,
        wasHeld: before !== undefined,
        notes: this.#notesOf(id),
        heedsStop: this.#case.stopsAfterMs !== null,
      });
    }
  }

  #notesOf(id: string): WorkNotes {
    const notes = this.#notes.get(id) ?? {};
    this.#notes.set(id, notes);
    return notes;
  }
}
