import { expect } from 'vitest';
import {
  AppError,
  activityIdOf,
  isOpen,
  isPlaceholder,
  type Operations,
} from '../../../src/contract/index.ts';
import { cancelGeneration } from '../../../src/generation/calls/cancel-generation.ts';
import { runMetered } from '../../../src/generation/metered/run-metered.ts';
import type { UsageMeter } from '../../../src/generation/metered/usage-meter.ts';
import { toHostRequest } from '../../../src/kit/host-request.ts';
import { expireStaleHolds } from '../../../src/upkeep/expire-stale-holds.ts';
import { catalog, operations, summarize } from '../../own-operation/summarize.ts';
import { newRequestId, openAccount } from '../../support/accounts.ts';
import { contextOf } from '../../support/backend.ts';
import { oneRun } from '../../support/one-run.ts';
import type { Fault } from '../faulty-store.ts';
import { INSTANCES, type MeteredCall, type MeteredHistory, REQUESTS } from './metered-history.ts';
import { CUT_OFF, createSimulatedInstance, type SimulatedInstance } from './simulated-instance.ts';
import { SimulatedWorld } from './simulated-world.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const LAST_MS = 3 * 60 * MINUTE;
const PAGE_MICROS = 3_000_000;
/** Work that is told to stop has stopped after so long: within what a lease has left when its holder gives it up. */
const STOPS_WITHIN_MS = 15 * SECOND;

/** What a history came to, for a test to see that its histories are worth something. */
export interface MeteredSummary {
  readonly executions: number;
  readonly repeated: number;
  /** Requests whose kept result was replayed at the end. */
  readonly replayed: number;
}

/** Runs a history to its end. @throws when an invariant broke, or two executions of a request ran at once */
export async function runMeteredHistory(history: MeteredHistory): Promise<MeteredSummary> {
  const world = new SimulatedWorld(history.seed);
  return world.time.run(() => new Scene(history, world).run());
}

class Scene {
  readonly #history: MeteredHistory;
  readonly #world: SimulatedWorld;
  readonly #instances: SimulatedInstance[];
  readonly #requestIds: string[];
  /** By request: the instance on which its work runs. */
  readonly #running = new Map<number, SimulatedInstance>();
  readonly #executions: number[] = [];
  /** By request: the pages for which each execution that ended may be charged. */
  readonly #pages = new Map<number, number[]>();
  readonly #calls: number[] = [];
  #faults = 0;
  readonly #broken: string[] = [];
  readonly #uid = 'user';

  constructor(history: MeteredHistory, world: SimulatedWorld) {
    this.#history = history;
    this.#world = world;
    this.#requestIds = Array.from({ length: REQUESTS }, () => newRequestId(world.now()));
    // The last one, beyond those that calls go to, is never cut off: it opens the account, and sweeps.
    this.#instances = Array.from({ length: INSTANCES + 1 }, (_, index) =>
      createSimulatedInstance(world, {
        ...{ name: `instance${index}`, catalog, operations: operations as Operations },
        ...{ isDeaf: false, moderationMs: 0, keepMs: 0 },
        runModel: () => Promise.reject(new Error('No model runs here')),
        enqueue: async () => undefined,
        ...(index < INSTANCES && { nextFault: () => this.#nextFault(index) }),
      }),
    );
  }

  async run(): Promise<MeteredSummary> {
    const { time } = this.#world;
    const { calls, deaths, cancels } = this.#history;
    const steady = this.#instance(INSTANCES);
    await openAccount(steady.meter, 30, this.#uid);
    const sweeps = setInterval(() => void this.#sweep(steady), MINUTE);
    const all = [
      ...calls.map((call) => time.sleep(call.atMs).then(() => this.#call(call))),
      ...deaths.map((death) => time.sleep(death.atMs).then(() => this.#instance(death.instance).die())),
      ...cancels.map((cancel) => time.sleep(cancel.atMs).then(() => this.#cancel(steady, cancel.request))),
    ];
    await Promise.all(all);
    while (this.#openIds().length > 0 && time.nowMs < LAST_MS) await time.sleep(MINUTE);
    clearInterval(sweeps);
    this.#check();
    const ran = this.#executions.filter((count) => count > 0);
    return {
      executions: ran.reduce((sum, count) => sum + count, 0),
      repeated: ran.filter((count) => count > 1).length,
      replayed: await this.#replay(steady),
    };
  }

  #instance(index: number): SimulatedInstance {
    const found = this.#instances[index];
    if (!found) throw new Error(`No instance ${index}`);
    return found;
  }

  async #call(call: MeteredCall): Promise<void> {
    const by = this.#instance(call.instance);
    if (by.isDead()) return;
    try {
      const ran = await this.#request(by, call.request, (meter) => this.#work(call, by, meter));
      if (ran.kind === 'replayed') expect(ran.value).toBe('done');
    } catch (error) {
      // How it ended is for the store to tell.
      if (error instanceof Error && error.name === 'AssertionError') throw error;
    }
  }

  #request(by: SimulatedInstance, request: number, work: (meter: UsageMeter) => Promise<string>) {
    const agreements = { findRequest: async () => null };
    const services = { ...by, db: null as never, accountOpened: async () => undefined, agreements };
    const input = { kind: 'summarize', text: 'a'.repeat(4_100) } as const;
    const requestId = this.#requestIds[request] ?? '';
    const ask = { requestId, input, shownPriceMicros: 12_000_000, isShadow: this.#history.isShadow };
    const asked = {
      ...{ context: contextOf(this.#uid), rejection: null, input, units: ['page'] },
      request: { ...toHostRequest(summarize, ask), operation: 'summary' },
      ...{ keepMs: DAY, timeoutMs: 30 * MINUTE },
    };
    return by.run(runMetered(services, asked, work));
  }

  /** Returns what goes wrong with a call of an instance, which dies at some. */
  #nextFault(index: number): Fault | null {
    const { crashes, outages, faults } = this.#history;
    const { nowMs } = this.#world.time;
    const calls = this.#calls[index] ?? 0;
    this.#calls[index] = calls + 1;
    const crash = crashes.find(({ instance, atCall }) => instance === index && atCall === calls);
    if (crash) this.#instance(index).die();
    const isCutOff = outages.some(
      ({ instance, atMs, lastsMs }) => instance === index && nowMs >= atMs && nowMs < atMs + lastsMs,
    );
    return isCutOff || crash?.isSent === false ? CUT_OFF : (faults[this.#faults++] ?? null);
  }

  /** Does its steps, one after the other, and heeds the signal in time. */
  async #work(call: MeteredCall, by: SimulatedInstance, meter: UsageMeter): Promise<string> {
    const other = this.#running.get(call.request);
    if (other && !other.isDead()) this.#broken.push(`${call.request}: two executions at once`);
    this.#running.set(call.request, by);
    this.#executions[call.request] = (this.#executions[call.request] ?? 0) + 1;
    try {
      if (call.extends) await meter.extend({ page: 1 });
      const mostPages = call.extends ? 4 : 3;
      for (let step = 0; step < call.steps; step++) {
        await this.#sleep(call.stepMs, meter.signal);
        meter.used({ page: 1 });
      }
      if (call.ending.startsWith('delivers')) meter.delivered();
      meter.used({ page: call.pages });
      const pages = Math.min(mostPages, call.steps + call.pages);
      this.#pages.set(call.request, [...(this.#pages.get(call.request) ?? []), pages]);
      if (call.ending.endsWith('throws')) throw new Error('The work failed');
      return 'done';
    } finally {
      if (this.#running.get(call.request) === by) this.#running.delete(call.request);
    }
  }

  async #sleep(ms: number, signal: AbortSignal): Promise<void> {
    const { time } = this.#world;
    for (let slept = 0; slept < ms; slept += STOPS_WITHIN_MS) {
      if (signal.aborted) await time.sleep(time.random() * STOPS_WITHIN_MS);
      signal.throwIfAborted();
      await time.sleep(Math.min(STOPS_WITHIN_MS / 2, ms - slept));
    }
    signal.throwIfAborted();
  }

  async #cancel(by: SimulatedInstance, request: number): Promise<void> {
    const requestId = this.#requestIds[request] ?? '';
    await by
      .run(cancelGeneration(by)({ requestId }, contextOf(this.#uid), () => undefined))
      .catch((error) => {
        if (!(error instanceof AppError)) throw error;
      });
  }

  /** Sweeps, after which no hold is there any more whose lease ran out a while ago. */
  async #sweep(by: SimulatedInstance): Promise<void> {
    const startedMs = this.#world.now();
    await expireStaleHolds(by, oneRun);
    for (const [id, { value }] of this.#world.activities()) {
      if (!isOpen(value)) continue;
      if ((value.leaseUntil ?? 0) < startedMs - 2 * MINUTE) this.#broken.push(`${id}: held beyond its lease`);
    }
  }

  #openIds(): string[] {
    return [...this.#world.activities()].flatMap(([id, { value }]) => (isOpen(value) ? [id] : []));
  }

  #check(): void {
    expect([...this.#world.backend.broken, ...this.#broken]).toEqual([]);
    expect(this.#openIds()).toEqual([]);
    for (const [request, requestId] of this.#requestIds.entries()) {
      const id = activityIdOf({ accountId: this.#uid, requestId });
      const activity = this.#world.activities().get(id)?.value;
      if (!activity) continue;
      const { status, capturedMicros, failure } = activity;
      const charges = (this.#pages.get(request) ?? []).map((pages) => pages * PAGE_MICROS);
      if (this.#history.isShadow) expect(capturedMicros).toBe(0);
      else if (status === 'completed')
        expect(charges, `${id} was charged as none ran`).toContain(capturedMicros);
      else expect([0, ...charges], `${id} was charged as none ran`).toContain(capturedMicros);
      if (status === 'completed') expect(charges.length, `${id} never ran`).toBeGreaterThan(0);
      expect(status === 'completed' || failure !== null).toBe(true);
    }
    if (this.#history.isShadow) expect(this.#usageEntries()).toEqual([]);
  }

  /** Requests everything once more: it runs no work, changes no books, and gets what was kept. */
  async #replay(by: SimulatedInstance): Promise<number> {
    const before = this.#world.activities();
    let replayed = 0;
    for (const [request, requestId] of this.#requestIds.entries()) {
      const id = activityIdOf({ accountId: this.#uid, requestId });
      const activity = before.get(id)?.value;
      if (!activity || isPlaceholder(activity)) continue;
      const work = async () => expect.fail(`${request} ran again`);
      const again = await this.#request(by, request, work).catch((error: unknown) => {
        if (error instanceof AppError) return error;
        throw error;
      });
      expect(this.#world.activities().get(id)).toEqual(before.get(id));
      if (activity.status !== 'completed' && !activity.deliveredLate) {
        expect(again).toBeInstanceOf(AppError);
        continue;
      }
      const { capturedMicros } = activity;
      expect(again).toMatchObject({ kind: 'replayed', value: 'done', capturedMicros });
      replayed++;
    }
    expect(this.#world.backend.broken).toEqual([]);
    return replayed;
  }

  #usageEntries(): string[] {
    return this.#world.backend.store.ids('entry').filter((id) => id.startsWith('usage-'));
  }
}
