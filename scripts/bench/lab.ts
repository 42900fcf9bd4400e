import { startEmulators } from '../stack/emulators/firebase.ts';
import { type FirestoreEmulator, findFirestoreEmulator } from '../stack/emulators/firestore-emulator.ts';
import { freeOffsetForTests } from '../stack/ports.ts';
import { type Progress, step } from '../stack/terminal.ts';
import type { Arm, ArmName, ArmOptions } from './arms/arm.ts';
import { firemeter } from './arms/firemeter.ts';
import { firestoreAt } from './arms/firestore.ts';
import { naive } from './arms/naive.ts';
import { postgres } from './arms/postgres.ts';
import { rateLimiter } from './arms/rate-limiter.ts';
import { redis } from './arms/redis.ts';
import { textbook } from './arms/textbook.ts';
import { startPostgres } from './servers/postgres.ts';
import { startRedis } from './servers/redis.ts';
import { hasTool, programPath } from './servers/tools.ts';
import { distantWire } from './wire/wire.ts';

export const roundTripMs = 20;

/** How long and how much: everything, or a quick look. */
export interface Size {
  readonly rounds: number;
  readonly sliceMs: number;
  readonly operations: number;
  readonly bulk: number;
  readonly cachedAccounts: number;
  readonly manyOperations: number;
  readonly coldStarts: number;
  readonly commits: number;
  /** How long requests come as fast as they can be heard of. */
  readonly loadMs: number;
  /** Prices that are published. */
  readonly prices: number;
  readonly processMs: number;
  /** Activities whose books are verified. */
  readonly verified: number;
  /** Requests that fail in each way, and how long their crashes are spread. */
  readonly refunds: number;
  readonly crashMs: number;
  /** The number of audits of each page by Lighthouse. */
  readonly audits: number;
  /** The length of a long history. */
  readonly movements: number;
  /** How long a load waits for its last answers. */
  readonly patienceMs: number;
}

export const sizes = {
  full: {
    rounds: 4,
    sliceMs: 1_000,
    operations: 40,
    bulk: 100_000,
    cachedAccounts: 10_000,
    manyOperations: 100_000,
    coldStarts: 9,
    commits: 50,
    loadMs: 60_000,
    prices: 20,
    processMs: 12_000,
    verified: 100_000,
    refunds: 200,
    crashMs: 60_000,
    audits: 5,
    movements: 50_000,
    patienceMs: 10_000,
  },
  quick: {
    rounds: 1,
    sliceMs: 700,
    operations: 8,
    bulk: 10_000,
    cachedAccounts: 2_000,
    manyOperations: 5_000,
    coldStarts: 3,
    commits: 10,
    loadMs: 15_000,
    prices: 4,
    processMs: 4_000,
    verified: 10_000,
    refunds: 20,
    crashMs: 5_000,
    audits: 1,
    movements: 5_000,
    patienceMs: 3_000,
  },
} satisfies Record<string, Size>;

export interface Lab extends AsyncDisposable {
  readonly size: Size;
  readonly signal: AbortSignal;
  readonly emulator: FirestoreEmulator;
  /** `host:port` of the Firestore emulator. */
  readonly address: string;
  /** Arms that could not be had, and why. */
  readonly skipped: ReadonlyMap<ArmName, string>;
  /** Every arm that can be had, straight at its server or a round trip away. */
  arms(options: ArmOptions & { at: 'hand' | 'distance'; only?: readonly ArmName[] }): Promise<Arms>;
}

export interface Arms extends AsyncDisposable {
  readonly list: readonly Arm[];
}

/** What a part of the benchmark is given. */
export interface Bench {
  readonly lab: Lab;
  readonly progress: Progress;
}

type Make = (address: string, options: ArmOptions) => Arm | Promise<Arm>;
type Source = { name: ArmName; server: 'firestore' | 'postgres' | 'redis'; make: Make };

const sources: readonly Source[] = [
  { name: 'Firemeter', server: 'firestore', make: (at, options) => firemeter(firestoreAt(at), options) },
  { name: 'textbook', server: 'firestore', make: (at, options) => textbook(firestoreAt(at), options) },
  { name: 'naive', server: 'firestore', make: (at, options) => naive(firestoreAt(at), options) },
  { name: 'rate limiter', server: 'firestore', make: (at, options) => rateLimiter(firestoreAt(at), options) },
  { name: 'PostgreSQL', server: 'postgres', make: postgres },
  { name: 'Redis', server: 'redis', make: redis },
];

/** A transaction given up on goes on inside the SDK, and says so where nobody listens, once its client is closed. */
process.on('unhandledRejection', (error) => {
  if (!(error instanceof Error) || error.message !== 'The client has already been terminated') throw error;
});

/** Starts the emulator and the servers that the arms need. */
export async function openLab({ size, signal }: { size: Size; signal: AbortSignal }): Promise<Lab> {
  await using started = new AsyncDisposableStack();
  const emulator = await step('Firestore emulator', (progress) => findFirestoreEmulator(progress, signal));
  const emulators = await step('Starting it', async () =>
    startEmulators({
      firestore: emulator,
      only: ['firestore', 'auth'],
      offset: await freeOffsetForTests(),
      signal,
    }),
  );
  started.defer(emulators.stop);
  // With FIRESTORE_EMULATOR_HOST the SDK would go round every wire.
  const { FIRESTORE_EMULATOR_HOST: emulatorAddress, ...env } = emulators.env;
  Object.assign(process.env, env);
  delete process.env.FIRESTORE_EMULATOR_HOST;

  const skipped = missingTools();
  const servers = { firestore: emulatorAddress, postgres: '', redis: '' };
  await step('Starting what it is compared with', async (progress) => {
    if (!skipped.has('PostgreSQL')) servers.postgres = started.use(await startPostgres()).address;
    if (!skipped.has('Redis')) servers.redis = started.use(await startRedis()).address;
    progress.note(skipped.size === 0 ? 'PostgreSQL, Redis' : [...skipped.values()].join('; '));
  });

  const running = started.move();
  return {
    size,
    signal,
    emulator,
    address: servers.firestore,
    skipped,
    async arms({ at, only, ...options }) {
      await using opened = new AsyncDisposableStack();
      const wires = new Map<string, Promise<string>>();
      const distant = async (address: string) => opened.use(await distantWire(address, roundTripMs)).address;
      const addressOf = (server: Source['server']): Promise<string> => {
        if (at === 'hand') return Promise.resolve(servers[server]);
        const known = wires.get(server) ?? distant(servers[server]);
        wires.set(server, known);
        return known;
      };
      const list: Arm[] = [];
      for (const { name, server, make } of sources) {
        if (skipped.has(name) || (only && !only.includes(name))) continue;
        list.push(opened.use(await make(await addressOf(server), options)));
      }
      const open = opened.move();
      return { list, [Symbol.asyncDispose]: () => open.disposeAsync() };
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function missingTools(): Map<ArmName, string> {
  const needed = {
    'rate limiter': hasTool('firebase-functions-rate-limiter'),
    PostgreSQL: hasTool('pg') && ['initdb', 'postgres'].every(programPath),
    Redis: hasTool('redis') && Boolean(programPath('redis-server')),
  };
  const missing = Object.entries(needed).filter(([, isThere]) => !isThere);
  return new Map(missing.map(([name]) => [name as ArmName, `${name} is not installed: skipped`]));
}
