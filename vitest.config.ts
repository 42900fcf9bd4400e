import { defineConfig } from 'vitest/config';
import { emulatorEnv } from './scripts/stack/firebase.ts';
import { portsAt, testEmulatorsOffset } from './scripts/stack/ports.ts';

/** Where `npm run emulators` puts them, unless the caller (`npm test`) says otherwise. */
const emulators = { ...emulatorEnv(portsAt(testEmulatorsOffset)), ...pick(process.env) };

function pick(env: NodeJS.ProcessEnv) {
  const { FIRESTORE_EMULATOR_HOST, FIREBASE_AUTH_EMULATOR_HOST } = env;
  return FIRESTORE_EMULATOR_HOST && FIREBASE_AUTH_EMULATOR_HOST
    ? { FIRESTORE_EMULATOR_HOST, FIREBASE_AUTH_EMULATOR_HOST }
    : {};
}

const onEmulators = {
  env: emulators,
  setupFiles: ['scripts/testing/require-emulators.ts'],
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['functions/src/**/*.test.ts', 'web/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
        },
      },
      {
        test: {
          ...onEmulators,
          name: 'emulator',
          include: ['functions/test/**/*.test.ts'],
          exclude: ['functions/test/rules/**', 'functions/test/deploy/**'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          ...onEmulators,
          name: 'rules',
          include: ['functions/test/rules/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          ...onEmulators,
          name: 'deploy',
          include: ['functions/test/deploy/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
