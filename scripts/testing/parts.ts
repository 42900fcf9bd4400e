import { availableParallelism } from 'node:os';
import type { PresetName } from '@firemeter/functions/contract';
import { buildFunctions } from '../stack/build.ts';
import { type EmulatorEnv, startEmulators } from '../stack/emulators/firebase.ts';
import { findFirestoreEmulator } from '../stack/emulators/firestore-emulator.ts';
import { freeOffsetForTests } from '../stack/ports.ts';
import { buildApp, startStack } from '../stack/stack.ts';
import { bold, type Progress, say, step } from '../stack/terminal.ts';
import { runStaticChecks } from './checks/static.ts';
import { ensureChromium } from './chromium.ts';
import { installLocalStripe } from './local-stripe.ts';
import { runPlaywright } from './playwright.ts';
import { runLanes } from './run-lanes.ts';
import { installStripeMock } from './stripe-mock.ts';
import type { Tally } from './tally.ts';
import { runVitest } from './vitest.ts';

export const partNames = ['static', 'unit', 'rules', 'emulator', 'deploy', 'web', 'commands'] as const;
export type PartName = (typeof partNames)[number];

/** The others than the default one: each is started, and its main flow run. */
const presetsWithTests: readonly PresetName[] = ['reelbanana', 'videoremix', 'gallery'];

/** More would wait for each other. */
const MOST_WORKERS = 4;
/** One more than there are cores, because tests wait for their emulators a third of the time. */
const WORKERS = Math.min(MOST_WORKERS, availableParallelism() + 1);

const onEmulators: ReadonlySet<PartName> = new Set(['rules', 'emulator', 'deploy']);

/** Runs parts in their order, each on what it needs, started once and stopped before the next kind starts. */
export class TestRun {
  readonly #signal: AbortSignal;
  #emulators: Emulators[] = [];

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  async run(part: PartName): Promise<Tally> {
    if (!onEmulators.has(part)) await this.stop();
    switch (part) {
      case 'static':
        return runStaticChecks(this.#signal);
      case 'unit':
      case 'commands':
        return runVitest({ project: part, signal: this.#signal });
      case 'emulator':
        // A first time takes minutes, which no test has.
        await step('Stripe of others', (progress) => installStripes(progress, this.#signal));
        return this.#runOnEmulators(part);
      case 'rules':
        return this.#runOnEmulators(part);
      case 'deploy':
        await step('Building functions', buildFunctions);
        return this.#runOnEmulators(part);
      case 'web':
        return this.#runWeb();
    }
  }

  async stop(): Promise<void> {
    const emulators = this.#emulators.splice(0);
    if (emulators.length > 0)
      await step('Stopping the emulators', () => Promise.all(emulators.map((one) => one.stop())));
  }

  /** Each worker has emulators of its own: in one that is shared, every write looks at what all the others listen to. */
  async #runOnEmulators(project: PartName): Promise<Tally> {
    while (this.#emulators.length < WORKERS) this.#emulators.push(await startTestEmulators(this.#signal));
    const env = { FIREMETER_EMULATORS: JSON.stringify(this.#emulators.map((one) => one.env)) };
    return runVitest({ project, env, workers: WORKERS, signal: this.#signal });
  }

  /** Two stacks at a time, each with one browser: alone, the browser and the functions would wait for each other. */
  async #runWeb(): Promise<Tally> {
    await step('Chromium', (progress) => ensureChromium(progress, this.#signal));
    await buildApp(this.#signal);
    const halves = ['1/2', '2/2'].map((shard): BrowserRun => ({ preset: null, shard }));
    const presets = presetsWithTests.map((preset): BrowserRun => ({ preset }));
    return runLanes([halves.slice(0, 1), [...halves.slice(1), ...presets]], (run, whenStarted) =>
      this.#runBrowser(run, whenStarted),
    );
  }

  async #runBrowser({ preset, shard }: BrowserRun, whenStarted: () => void): Promise<Tally> {
    const name = preset ? `preset ${preset}` : `tests ${shard}`;
    say(`\n${bold(name)}`);
    const offset = await freeOffsetForTests();
    const stack = await startStack({ offset, mode: 'built', data: 'fresh', preset, signal: this.#signal });
    whenStarted();
    try {
      const env = preset ? { ...stack.env, FIREMETER_PRESET: preset } : stack.env;
      const outputFolder = `.cache/playwright/${name.replace(/\W/g, '-')}`;
      return await runPlaywright({
        address: stack.address,
        env,
        shard,
        outputFolder,
        signal: this.#signal,
      });
    } finally {
      await step(`Stopping ${name}`, () => stack.stop());
    }
  }
}

interface Emulators {
  readonly env: EmulatorEnv;
  stop(): Promise<void>;
}

interface BrowserRun {
  preset: PresetName | null;
  shard?: string;
}

async function installStripes(progress: Progress, signal: AbortSignal): Promise<void> {
  progress.note('localstripe by Python');
  await installLocalStripe(signal);
  progress.note('stripe-mock by Go');
  await installStripeMock(signal);
  progress.note('localstripe and stripe-mock, where there are Python and Go');
}

async function startTestEmulators(signal: AbortSignal) {
  const firestore = await step('Firestore emulator', (progress) => findFirestoreEmulator(progress, signal));
  const offset = await freeOffsetForTests();
  return step('Starting Firestore and Auth', () =>
    startEmulators({ firestore, only: ['firestore', 'auth'], offset, signal }),
  );
}
