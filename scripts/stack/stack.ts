import { join } from 'node:path';
import type { PresetName } from '@firemeter/functions/contract';
import { localMail } from '../stand-ins/mail/local-mail.ts';
import { localStripe } from '../stand-ins/stripe/local-stripe.ts';
import { buildFunctions, buildWeb } from './build.ts';
import { assertPortsFree, type Emulator, type EmulatorEnv, startEmulators } from './emulators/firebase.ts';
import { findFirestoreEmulator } from './emulators/firestore-emulator.ts';
import { serveWebHot, watchFunctions } from './hot.ts';
import { functionNames, startClock } from './local/jobs.ts';
import { localModels } from './local/local-models.ts';
import { writeLocalSecrets } from './local/local-secrets.ts';
import { root } from './paths.ts';
import { type Ports, portsAt } from './ports.ts';
import { seed } from './seed.ts';
import { Problem, step } from './terminal.ts';

export interface StackOptions {
  offset: number;
  /** `built` serves what `buildApp` has built, as in production; `hot` follows every change of the sources. */
  mode: 'built' | 'hot';
  /** Whether data outlives the run. */
  data: 'fresh' | 'kept';
  /** Which product's prices; null: those that are there, else the studio's. */
  preset: PresetName | null;
  signal: AbortSignal;
  /** What the emulators and functions print once everything runs. */
  onLine?: (line: string) => void;
}

export interface Stack {
  ports: Ports;
  /** Where the web app is. */
  address: string;
  env: EmulatorEnv;
  logFile: string;
  /** Settles when the emulators end, asked or not. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Builds what a stack serves in the mode `built`. */
export async function buildApp(signal: AbortSignal): Promise<void> {
  await step('Building functions', buildFunctions);
  await step('Building web app', (progress) => buildWeb(progress, signal));
}

const backend: Emulator[] = ['auth', 'firestore', 'functions', 'tasks', 'eventarc'];

/** Starts all of Firemeter on this machine, step by step; on a failure or `signal`, what had started is stopped. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { offset, mode, data, preset, signal, onLine } = options;
  await using started = new AsyncDisposableStack();
  const ports = portsAt(offset);
  await assertPortsFree(ports, offset);

  const firestore = await step('Firestore emulator', (progress) => findFirestoreEmulator(progress, signal));
  await writeLocalSecrets();
  if (mode === 'hot') {
    started.use(await step('Building functions, and again on every change', watchFunctions));
  }

  const address = `http://127.0.0.1:${mode === 'built' ? ports.hosting : ports.vite}`;
  const [stripe, models, mail] = await Promise.all([
    localStripe(ports),
    localModels(ports),
    localMail(ports),
  ]);
  const emulators = await step(
    `Starting Auth, Firestore, Functions${mode === 'built' ? ', Hosting' : ''} and Tasks`,
    () =>
      startEmulators({
        firestore,
        only: mode === 'built' ? [...backend, 'hosting'] : backend,
        offset,
        functionsEnv: { LOCAL_SITE: address, ...stripe.env, ...mail.env },
        parameters: models.parameters,
        keptFolder: data === 'kept' ? keptData(offset) : undefined,
        onLine,
        signal,
      }),
  );
  started.defer(emulators.stop);
  started.use(await step('Payments', stripe.start));
  started.use(await step('Models', models.start));
  started.use(await step('Mail', mail.start));
  await assertFunctionsLoaded(ports, emulators.logFile);
  if (mode === 'hot') started.use(await step('Starting Vite', () => serveWebHot(ports, signal)));

  await step('Seeding people and prices', (progress) => seed({ ports, preset, progress }));
  started.use(startClock(ports, (problem) => onLine?.(problem)));

  const running = started.move();
  return {
    ports,
    address,
    env: emulators.env,
    logFile: emulators.logFile,
    ended: emulators.ended,
    stop: () => running.disposeAsync(),
  };
}

/** A copy per offset, so that two stacks do not overwrite each other's. */
function keptData(offset: number): string {
  return join(root, '.emulator-data', `offset-${offset}`);
}

async function assertFunctionsLoaded(ports: Ports, logFile: string): Promise<void> {
  if ((await functionNames(ports)).length > 0) return;
  throw new Problem(`The Functions emulator could not load functions/lib/index.js. What it said: ${logFile}`);
}
