import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { placesOf, startEmulators } from '../stack/firebase.ts';
import type { FirestoreEmulator } from '../stack/firestore-emulator.ts';
import { portsAt } from '../stack/ports.ts';

const project = 'demo-notes';

/** Serves an app on the emulators, by a firebase.json of its own. */
export async function serveHostApp(options: {
  readonly folder: string;
  readonly firestore: FirestoreEmulator;
  readonly offset: number;
  readonly modelsAddress: string;
  readonly signal: AbortSignal;
}) {
  const { folder, firestore, offset, modelsAddress, signal } = options;
  const ports = portsAt(offset);
  const config = {
    firestore: { rules: 'firestore.rules' },
    functions: [{ source: 'functions', codebase: 'default', runtime: 'nodejs24' }],
    emulators: {
      singleProjectMode: true,
      ...placesOf(ports),
      ui: { enabled: false },
    },
  };
  const path = join(folder, 'firebase.json');
  await writeFile(path, JSON.stringify(config, null, 2));
  await writeFile(join(folder, 'functions/.env'), `MODELS_ADDRESS=${modelsAddress}\n`);
  await writeFile(join(folder, 'functions/.secret.local'), 'DIGEST_KEY=a-key-of-this-machine\n');
  const emulators = await startEmulators({
    ...{ firestore, offset, signal },
    only: ['auth', 'firestore', 'functions'],
    app: { config: path, project },
  });
  return { ports, project, logFile: emulators.logFile, [Symbol.asyncDispose]: () => emulators.stop() };
}

export type ServedApp = Awaited<ReturnType<typeof serveHostApp>>;
