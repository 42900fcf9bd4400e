import { freeOffsetForTests } from '../stack/ports.ts';
import { buildApp, type Stack, startStack } from '../stack/stack.ts';
import type { Lab } from './lab.ts';

/** Starts all of Firemeter, built, until it is disposed of. Seeding points this process at the stack's emulators; the other parts have one of their own. */
export async function startedStack({ signal }: Lab): Promise<Stack & AsyncDisposable> {
  const { FIRESTORE_EMULATOR_HOST, FIREBASE_AUTH_EMULATOR_HOST } = process.env;
  await buildApp(signal);
  const offset = await freeOffsetForTests();
  const stack = await startStack({ offset, mode: 'built', data: 'fresh', preset: 'studio', signal });
  return {
    ...stack,
    async [Symbol.asyncDispose]() {
      restore('FIRESTORE_EMULATOR_HOST', FIRESTORE_EMULATOR_HOST);
      restore('FIREBASE_AUTH_EMULATOR_HOST', FIREBASE_AUTH_EMULATOR_HOST);
      await stack.stop();
    },
  };
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
