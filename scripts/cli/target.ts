import { applicationDefault, initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { getFirestore } from 'firebase-admin/firestore';
import { prefixCollections } from '../../functions/src/platform/store/prefix-collections.ts';
import { readParameters } from '../deploy/parameters.ts';
import { howToStart } from '../stack/how-to-start.ts';
import { portOffset } from '../stack/ports.ts';
import { Problem } from '../stack/terminal.ts';
import { readJson } from './init/find-app.ts';
import { readText } from './init/plan.ts';
import { readRecord, recordPath } from './init/record.ts';

/** The options of every command that works on a running system. */
export interface TargetOptions {
  readonly project?: string;
  readonly portOffset?: string;
}

/** The system that a command works on. */
export interface Target {
  readonly project: string;
  /** For the person: its name. */
  readonly where: string;
  /** Null: a deployed project. */
  readonly emulators: { readonly offset: number; readonly functions: number } | null;
}

const emulatorHosts = { firestore: 'FIRESTORE_EMULATOR_HOST', auth: 'FIREBASE_AUTH_EMULATOR_HOST' } as const;
const emulatorVariables = ['GCLOUD_PROJECT', ...Object.values(emulatorHosts)];

/**
 * Chooses the deployed project that `--project` names, or the running emulators: those that the environment names, else
 * those of firebase.json, moved by `--port-offset`.
 */
export async function chooseTarget(options: TargetOptions): Promise<Target> {
  if (options.project) {
    for (const name of emulatorVariables) delete process.env[name];
    return { project: options.project, where: options.project, emulators: null };
  }
  const offset = portOffset(options.portOffset);
  const ports = await emulatorPorts(offset);
  for (const name of ['firestore', 'auth'] as const) {
    const variable = emulatorHosts[name];
    const given = options.portOffset === undefined ? process.env[variable] : undefined;
    // Google's libraries take the deployed service for each variable that is missing.
    process.env[variable] = given || `127.0.0.1:${ports[name]}`;
  }
  // Google's libraries would otherwise spend seconds looking for a cloud machine around them.
  process.env.METADATA_SERVER_DETECTION ??= 'none';
  await assertRunning(process.env.FIRESTORE_EMULATOR_HOST ?? '');
  const project = process.env.GCLOUD_PROJECT || (await defaultProject());
  process.env.GCLOUD_PROJECT = project;
  return { project, where: 'the emulators', emulators: { offset, functions: ports.functions } };
}

/** Opens the store of a system, by the prefix of collections that its functions are set to, and its Auth. */
export async function openStore({ project, emulators }: Target) {
  const prefix = await readPrefix(project);
  const app = initializeApp({ projectId: project });
  if (!emulators) await assertCredentials();
  return { db: prefixCollections(getFirestore(app), prefix), auth: getAuth(app), prefix };
}

async function assertCredentials(): Promise<void> {
  await applicationDefault()
    .getAccessToken()
    .catch((error: Error) => {
      throw new Problem(
        `Google refuses your credentials. Sign in with: gcloud auth application-default login\n${error.message}`,
      );
    });
}

/** Returns the prefix that `init` was given, or that the functions of this repository are set to. */
async function readPrefix(project: string): Promise<string> {
  const record = readRecord(await readText(process.cwd(), recordPath));
  if (record) return record.prefix;
  // Elsewhere, the documents without a prefix would be read and written.
  if ((await readText(process.cwd(), 'firebase.json')) === null)
    throw new Problem(
      `There is no firebase.json in ${process.cwd()}. Run this in the folder of your Firebase project.`,
    );
  const { COLLECTION_PREFIX = '' } = await readParameters(project, process.cwd());
  return COLLECTION_PREFIX;
}

async function emulatorPorts(offset: number) {
  const text = await readText(process.cwd(), 'firebase.json');
  type Emulators = Record<string, { port?: number } | undefined>;
  const { emulators = {} } = text ? readJson<{ emulators?: Emulators }>(text, 'firebase.json') : {};
  const portOf = (name: string, usual: number) => (emulators[name]?.port ?? usual) + offset;
  return {
    firestore: portOf('firestore', 8080),
    auth: portOf('auth', 9099),
    functions: portOf('functions', 5001),
  };
}

async function assertRunning(host: string): Promise<void> {
  await fetch(`http://${host}/`).catch(() => {
    throw new Problem(
      `No Firestore emulator at ${host}. ${howToStart()} For a deployed project, add --project ID.`,
    );
  });
}

/** Returns the project that Firebase's own tool would take. */
async function defaultProject(): Promise<string> {
  const text = await readText(process.cwd(), '.firebaserc');
  const project =
    text && readJson<{ projects?: { default?: string } }>(text, '.firebaserc').projects?.default;
  if (project) return project;
  throw new Problem(
    'Set GCLOUD_PROJECT to the project of the emulators, or name a deployed one with --project ID.',
  );
}
