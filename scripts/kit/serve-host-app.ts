import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmulators } from '../stack/firebase.ts';
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
  const host = '127.0.0.1';
  const config = {
    firestore: { rules: 'firestore.rules' },
    functions: [{ source: 'functions', codebase: 'default', runtime: 'nodejs24' }],
    emulators: {
      singleProjectMode: true,
      auth: { host, port: ports.auth },
      firestore: { host, port: ports.firestore, websocketPort: ports.firestoreWebsocket },
      functions: { host, port: ports.functions },
      eventarc: { host, port: ports.eventarc },
      tasks: { host, port: ports.tasks },
      hub: { host, port: ports.hub },
      logging: { host, port: ports.logging },
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
