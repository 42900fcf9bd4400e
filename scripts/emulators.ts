/**
 * Keeps a Firestore and an Auth emulator up for tests while you develop: `npm run emulators`, then in another terminal
 * `npx vitest --project emulator`. They stand at port offset 50, so `npm start` can run beside them.
 */
import { startEmulators } from './stack/firebase.ts';
import { findFirestoreEmulator } from './stack/firestore-emulator.ts';
import { portOffsetFrom, testEmulatorsOffset } from './stack/ports.ts';
import { untilAskedToStop } from './stack/signals.ts';
import { fail, say, step } from './terminal.ts';

try {
  const offset = portOffsetFrom(process.argv.slice(2)) || testEmulatorsOffset;
  const firestore = await step('Firestore emulator', findFirestoreEmulator);
  const emulators = await step('Starting Firestore and Auth', () =>
    startEmulators({ firestore, only: ['firestore', 'auth'], offset }),
  );
  say();
  for (const [name, value] of Object.entries(emulators.env)) say(`export ${name}=${value}`);
  say('\nRunning. Ctrl-C stops them.');
  await untilAskedToStop(emulators.ended);
  await step('Stopping', emulators.stop);
} catch (error) {
  fail(error);
}
