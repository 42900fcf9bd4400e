import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Emulator, placesOf, startEmulators } from '../stack/emulators/firebase.ts';
import type { FirestoreEmulator } from '../stack/emulators/firestore-emulator.ts';
import { portsAt } from '../stack/ports.ts';

const project = 'demo-notes';

/** Serves an app on emulators, by its own firebase.json. */
export async function serveHostApp(options: {
  readonly folder: string;
  readonly firestore: FirestoreEmulator;
  readonly only: readonly Emulator[];
  readonly offset: number;
  readonly signal: AbortSignal;
}) {
  const { folder, ...started } = options;
  const ports = portsAt(options.offset);
  const own = JSON.parse(await readFile(join(folder, 'firebase.json'), 'utf8'));
  const emulators = { singleProjectMode: true, ...placesOf(ports), ui: { enabled: false } };
  const config = join(folder, 'firebase.local.json');
  await writeFile(config, JSON.stringify({ ...own, emulators }, null, 2));
  const running = await startEmulators({ ...started, app: { config, project } });
  return { ports, project, logFile: running.logFile, [Symbol.asyncDispose]: () => running.stop() };
}

export type ServedApp = Awaited<ReturnType<typeof serveHostApp>>;
