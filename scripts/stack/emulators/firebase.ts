import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { writeLocalParameters } from '../local/local-parameters.ts';
import { cloneCache, firebaseCli, projectId, root } from '../paths.ts';
import { freeOffset, type Ports, portsAt, takenServices } from '../ports.ts';
import { descendantsOf, killAll, stopTree } from '../processes.ts';
import { Problem } from '../terminal.ts';
import { emulatorDownloads, type FirestoreEmulator } from './firestore-emulator.ts';
import { raiseSchema } from './raise-schema.ts';

export type Emulator = 'auth' | 'firestore' | 'functions' | 'hosting' | 'tasks' | 'eventarc';

interface StartOptions {
  firestore: FirestoreEmulator;
  only: readonly Emulator[];
  offset: number;
  /** A folder that outlives the run: data is loaded from it at the start and written back at the end. */
  keptFolder?: string | undefined;
  /** What the functions find in their environment besides. */
  functionsEnv?: Readonly<Record<string, string>> | undefined;
  /** Values of the functions' parameters, over those in their files. */
  parameters?: Readonly<Record<string, string>> | undefined;
  onLine?: ((line: string) => void) | undefined;
  /** Another app to serve than this one: its firebase.json, with the ports of `offset`, and its project. */
  app?: { readonly config: string; readonly project: string } | undefined;
  /** Gives up starting, leaving nothing behind. */
  signal?: AbortSignal | undefined;
}

export interface RunningEmulators {
  ports: Ports;
  /** What SDKs and tests read to find these emulators. */
  env: EmulatorEnv;
  logFile: string;
  /** Settles when firebase-tools ends, asked or not. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

export type EmulatorEnv = ReturnType<typeof emulatorEnv>;

const host = '127.0.0.1';
const preload = join(import.meta.dirname, 'firebase-preload.cjs');
const startDeadlineMs = 90_000;
const stopGraceMs = 20_000;

/** Starts emulators under firebase-tools, all ports moved by `offset`, and waits until they are ready. */
export async function startEmulators(options: StartOptions): Promise<RunningEmulators> {
  const ports = portsAt(options.offset);
  await assertPortsFree(ports, options.offset);
  const config = options.app?.config ?? (await writeConfig(ports, options));
  const place = await makePlace(options.offset);
  const child = spawnFirebase({ ...options, config, temporary: place.temporary });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const cleanUp = async () => {
    await stopTree({ child, graceMs: stopGraceMs });
    await Promise.all([rm(config, { force: true }), rm(place.temporary, { recursive: true, force: true })]);
  };
  try {
    await untilReady({ child, logFile: place.logFile, ...options });
    if (options.only.includes('firestore') && !options.app)
      await raiseSchema(emulatorEnv(ports).FIRESTORE_EMULATOR_HOST);
  } catch (error) {
    await cleanUp();
    throw error;
  }
  const family = await descendantsOf(child.pid ?? 0);
  let stopping: Promise<void> | undefined;
  return {
    ports,
    env: emulatorEnv(ports),
    logFile: place.logFile,
    ended,
    stop() {
      stopping ??= cleanUp().then(() => killAll(family));
      return stopping;
    },
  };
}

export function emulatorEnv(ports: Ports) {
  return {
    GCLOUD_PROJECT: projectId,
    FIRESTORE_EMULATOR_HOST: `127.0.0.1:${ports.firestore}`,
    FIREBASE_AUTH_EMULATOR_HOST: `127.0.0.1:${ports.auth}`,
    // Google's libraries would otherwise spend seconds looking for a cloud machine around them.
    METADATA_SERVER_DETECTION: 'none',
  };
}

export async function assertPortsFree(ports: Ports, offset: number): Promise<void> {
  const taken = await takenServices(ports);
  if (taken.length === 0) return;
  const list = taken.map((service) => `${ports[service]} (${service})`).join(', ');
  const free = await freeOffset(offset + 10);
  const { npm_lifecycle_event: script = 'start' } = process.env;
  throw new Problem(
    [
      `${taken.length === 1 ? 'This port is' : 'These ports are'} already taken: ${list}.`,
      `Stop what is using ${taken.length === 1 ? 'it' : 'them'}, or move all ports out of the way with --port-offset ${free}, as in`,
      `  npm ${script === 'start' ? script : `run ${script}`} -- --port-offset ${free}`,
    ].join('\n'),
  );
}

/** Returns the part of firebase.json that says where the emulators without a page listen. */
export function placesOf(ports: Ports) {
  const services = ['auth', 'functions', 'tasks', 'eventarc', 'hub', 'logging'] as const;
  return {
    ...Object.fromEntries(services.map((service) => [service, { host, port: ports[service] }])),
    firestore: { host, port: ports.firestore, websocketPort: ports.firestoreWebsocket },
  };
}

/** firebase.json for this machine, at this offset's ports; it has to lie beside the original, whose paths are relative. */
async function writeConfig(
  ports: Ports,
  { offset, parameters = {} }: Pick<StartOptions, 'offset' | 'parameters'>,
): Promise<string> {
  const config = JSON.parse(await readFile(join(root, 'firebase.json'), 'utf8'));
  config.functions[0].configDir = await writeLocalParameters(offset, parameters);
  config.emulators = {
    singleProjectMode: true,
    ...placesOf(ports),
    hosting: { host, port: ports.hosting },
    ui: { enabled: await hasEmulatorUi(), host, port: ports.ui },
  };
  allowLoopback(config.hosting.headers);
  const path = join(root, offset === 0 ? 'firebase.local.json' : `firebase.local.${offset}.json`);
  await writeFile(path, `${JSON.stringify(config, null, 2)}\n`);
  return path;
}

/** The page may talk to the emulators, which no deployed page may. */
function allowLoopback(rules: { headers: { key: string; value: string }[] }[]): void {
  for (const header of rules.flatMap(({ headers }) => headers)) {
    if (header.key !== 'Content-Security-Policy') continue;
    header.value = header.value
      .replace(/(connect|frame)-src /g, '$& http://127.0.0.1:* ')
      .replace(/ {2,}/g, ' ');
  }
}

/** The UI is a separate download: used where it already is, never a condition. */
async function hasEmulatorUi(): Promise<boolean> {
  const list = join(root, 'node_modules/firebase-tools/lib/emulator/downloadableEmulatorInfo.json');
  const { ui } = JSON.parse(await readFile(list, 'utf8'));
  return existsSync(join(emulatorDownloads(), ui.main.binaryPathRelativeToCacheDir));
}

/**
 * Folders of one run. firebase-tools notes the running hub in the temporary folder under the project's name, so two
 * stacks sharing one would export each other's data.
 */
async function makePlace(offset: number): Promise<{ temporary: string; logFile: string }> {
  const logs = join(cloneCache, 'logs', `offset-${offset}`);
  await rm(logs, { recursive: true, force: true });
  await mkdir(logs, { recursive: true });
  return { temporary: await mkdtemp(join(tmpdir(), 'firemeter-')), logFile: join(logs, 'emulators.log') };
}

function spawnFirebase(options: StartOptions & { config: string; temporary: string }): ChildProcess {
  const { firestore, only, keptFolder, functionsEnv, config, temporary } = options;
  const project = options.app?.project ?? projectId;
  const firebase = [process.execPath, '--require', preload, firebaseCli, 'emulators:start'];
  firebase.push('--non-interactive');
  firebase.push('--config', config, '--project', project, '--only', only.join(','));
  if (keptFolder) {
    const data = join(keptFolder, 'data');
    firebase.push('--import', data, '--export-on-exit', data);
  }
  const hidane = firestore.kind === 'hidane' ? [firestore.path, 'exec', '--'] : [];
  const [command = '', ...args] = [...hidane, ...firebase];
  return spawn(command, args, {
    cwd: temporary,
    env: {
      ...firebaseEnv(firestore, temporary),
      ...functionsEnv,
      OUTPUT_FOLDER: join(keptFolder ?? temporary, 'outputs'),
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** This machine's environment without what points Google's tools at a real project or another emulator. */
function firebaseEnv(firestore: FirestoreEmulator, temporary: string): NodeJS.ProcessEnv {
  const foreign = /^(CLOUDSDK_|GOOGLE_|GCLOUD_|GCP_|FIREBASE_|FIRESTORE_|STORAGE_|PUBSUB_|FUNCTIONS?_|K_)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  return {
    ...env,
    ...(firestore.kind === 'jar' && { FIRESTORE_EMULATOR_BINARY_PATH: firestore.path }),
    FIREBASE_EMULATORS_PATH: emulatorDownloads(),
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    TMPDIR: temporary,
    XDG_CONFIG_HOME: temporary,
    CI: '1',
    METADATA_SERVER_DETECTION: 'none',
    NODE_COMPILE_CACHE: join(cloneCache, 'compiled'),
    NO_UPDATE_NOTIFIER: '1',
    FIREMETER_STARTER: String(process.pid),
    // Seconds a function's process may take to start; on a busy machine the default of 30 leaves calls unanswered.
    FUNCTIONS_DISCOVERY_TIMEOUT: '120',
    NO_PROXY: ['127.0.0.1', 'localhost', process.env.NO_PROXY].filter(Boolean).join(','),
  };
}

interface Waiting extends Pick<StartOptions, 'onLine' | 'signal'> {
  child: ChildProcess;
  logFile: string;
}

/** Reads what firebase-tools prints, to the log and to `onLine`, until it says that the emulators are ready. */
function untilReady({ child, logFile, onLine, signal }: Waiting): Promise<void> {
  const log = createWriteStream(logFile);
  const lastLines: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const giveUp = (what: string) => {
    const lines = [`${what}. Its last words:`, ...lastLines.slice(-25), '', `All of it: ${logFile}`];
    reject(new Problem(lines.join('\n')));
  };
  const read = (line: string) => {
    log.write(`${line}\n`);
    lastLines.push(line);
    if (lastLines.length > 100) lastLines.shift();
    onLine?.(line);
    if (line.includes('All emulators ready!')) resolve();
  };
  for (const output of [child.stdout, child.stderr]) {
    if (output) createInterface({ input: output }).on('line', read);
  }
  const deadline = setTimeout(() => giveUp('The emulators took too long to start'), startDeadlineMs);
  const onAbort = () => reject(signal?.reason);
  signal?.addEventListener('abort', onAbort);
  child.once('error', (error) => giveUp(`The emulators could not be started (${error.message})`));
  child.once('close', () => {
    giveUp('The emulators ended before they were ready');
    log.end();
  });
  return promise.finally(() => {
    clearTimeout(deadline);
    signal?.removeEventListener('abort', onAbort);
  });
}
