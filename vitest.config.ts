import { defineConfig } from 'vitest/config';
import { emulatorEnv } from './scripts/stack/emulators/firebase.ts';
import { portsAt, testEmulatorsOffset } from './scripts/stack/ports.ts';
import { messagePlugins } from './web/message-plugins.ts';

/** Soaking gives each randomized test many times the work, and as much time. */
const patience = Number(process.env.FIREMETER_SOAK ?? 1);
const second = 1_000 * patience;

/** Where `npm run emulators` puts them, unless `npm test` has started its own. */
const env = { ...emulatorEnv(portsAt(testEmulatorsOffset)), ...startedByTest(process.env) };

function startedByTest({ FIRESTORE_EMULATOR_HOST, FIREBASE_AUTH_EMULATOR_HOST }: NodeJS.ProcessEnv) {
  if (!FIRESTORE_EMULATOR_HOST || !FIREBASE_AUTH_EMULATOR_HOST) return {};
  return { FIRESTORE_EMULATOR_HOST, FIREBASE_AUTH_EMULATOR_HOST };
}

const random = 'scripts/testing/random.ts';
const onEmulators = { env, setupFiles: [random, 'scripts/testing/require-emulators.ts'] };

const cliOnEmulators = ['init/init', 'doctor/doctor', 'price/shadow-usage'].map(
  (name) => `scripts/cli/${name}.test.ts`,
);

export default defineConfig({
  test: {
    silent: 'passed-only',
    projects: [
      {
        plugins: messagePlugins(),
        test: {
          name: 'unit',
          include: ['functions/src/**/*.test.ts', 'web/{src,kit}/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: ['scripts/commands/**', ...cliOnEmulators],
          setupFiles: [random],
          testTimeout: 20 * second,
        },
      },
      {
        plugins: messagePlugins(),
        test: {
          ...onEmulators,
          name: 'emulator',
          setupFiles: [random, 'scripts/testing/own-project.ts'],
          include: ['functions/test/**/*.test.ts', 'web/test/**/*.test.ts', ...cliOnEmulators],
          exclude: ['functions/test/rules/**', 'functions/test/deploy/**'],
          testTimeout: 30 * second,
          hookTimeout: 30 * second,
        },
      },
      {
        test: {
          ...onEmulators,
          name: 'rules',
          include: ['functions/test/rules/**/*.test.ts'],
          // Each file has a database of its own; to load the SDK again for each took longer than its tests.
          isolate: false,
          testTimeout: 20 * second,
        },
      },
      {
        test: {
          name: 'commands',
          include: ['scripts/commands/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          ...onEmulators,
          name: 'deploy',
          include: ['functions/test/deploy/**/*.test.ts'],
          testTimeout: 60 * second,
          hookTimeout: 300 * second,
        },
      },
    ],
  },
});
