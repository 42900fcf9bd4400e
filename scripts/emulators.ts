/**
 * Keeps a Firestore and an Auth emulator up for tests while you develop: `npm run emulators`, then in another terminal
 * `npx vitest --project emulator`. They stand at port offset 50, so `npm start` can run beside them.
 */
import { startEmulators } from './stack/emulators/firebase.ts';
import { findFirestoreEmulator } from './stack/emulators/firestore-emulator.ts';
import { portOffset, testEmulatorsOffset } from './stack/ports.ts';
import { stopSignal, untilStopOr } from './stack/signals.ts';
import { fail, readArguments, say, step } from './stack/terminal.ts';

try {
  const { values } = readArguments({
    options: { 'port-offset': { type: 'string', default: String(testEmulatorsOffset) } },
  });
  const offset = portOffset(values['port-offset']);
  const firestore = await step('Firestore emulator', (progress) =>
    findFirestoreEmulator(progress, stopSignal),
  );
  const emulators = await step('Starting Firestore and Auth', () =>
    startEmulators({ firestore, only: ['firestore', 'auth'], offset, signal: stopSignal }),
  );
  say();
  for (const [name, value] of Object.entries(emulators.env)) say(`export ${name}=${value}`);
  say('\nRunning. Ctrl-C stops them.');
  await untilStopOr(emulators.ended);
  await step('Stopping', emulators.stop);
} catch (error) {
  if (!stopSignal.aborted) fail(error);
}
