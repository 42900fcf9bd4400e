import { accessSync, constants, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { firebaseCli, machineCache, root } from '../paths.ts';
import { runToEnd } from '../processes.ts';
import { Problem, type Progress } from '../terminal.ts';

/** A Firestore emulator that can be started: hidane (a native binary), or the official jar under Java. */
export interface FirestoreEmulator {
  kind: 'hidane' | 'jar';
  path: string;
  /** For the person: what was chosen, and why. */
  choice: string;
}

/** Why one way of having an emulator is not open here. */
interface NotThisWay {
  because: string;
}

type Attempt = FirestoreEmulator | NotThisWay;

const minimumJava = 21;
const hidaneVersion = '^0.6.0';
const hidaneInCargoCache = join(machineCache, 'hidane', 'bin', 'hidane');
const hidaneInNpmCache = join(machineCache, 'npm', 'node_modules', '.bin', 'hidane');

/** Quickest first; only the last one takes minutes. */
const ways: ((progress: Progress, signal?: AbortSignal) => Promise<Attempt>)[] = [
  fromEnvironment,
  hidaneOnPath,
  hidaneInCache,
  hidaneFromNpm,
  jarUnderJava,
  hidaneFromCargo,
];

/** Finds a Firestore emulator on this machine, or brings one there. */
export async function findFirestoreEmulator(
  progress: Progress,
  signal?: AbortSignal,
): Promise<FirestoreEmulator> {
  const reasons: string[] = [];
  for (const way of ways) {
    const attempt = await way(progress, signal);
    signal?.throwIfAborted();
    if ('kind' in attempt) {
      progress.note(attempt.choice);
      return attempt;
    }
    reasons.push(attempt.because);
  }
  throw new Problem(
    [
      'There is no Firestore emulator here, and none could be had:',
      ...reasons.map((reason) => `  - ${reason}`),
      'Do one of these, then start again:',
      `  - install Java ${minimumJava} or newer (https://adoptium.net); the emulator itself is downloaded`,
      '  - install Rust (https://rustup.rs); the emulator "hidane" is then built, which takes a few minutes',
      '  - set FIRESTORE_EMULATOR_BINARY_PATH to a hidane binary or to the official emulator jar',
    ].join('\n'),
  );
}

async function fromEnvironment(): Promise<Attempt> {
  const path = process.env.FIRESTORE_EMULATOR_BINARY_PATH;
  if (!path) return { because: 'FIRESTORE_EMULATOR_BINARY_PATH is not set' };
  if (!existsSync(path))
    throw new Problem(`FIRESTORE_EMULATOR_BINARY_PATH names ${path}, which does not exist.`);
  const choice = `${path}, as FIRESTORE_EMULATOR_BINARY_PATH says`;
  if (path.endsWith('.jar')) {
    const java = await javaMajor();
    if (java < minimumJava)
      throw new Problem(`${basename(path)} needs Java ${minimumJava}; ${javaFound(java)}.`);
    return { kind: 'jar', path, choice };
  }
  if (!(await runs(path)))
    throw new Problem(`FIRESTORE_EMULATOR_BINARY_PATH names ${path}, which does not run.`);
  return { kind: 'hidane', path, choice };
}

async function hidaneOnPath(): Promise<Attempt> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const path = folders.map((folder) => join(folder, 'hidane')).find(isExecutable);
  if (!path || !(await runs(path))) return { because: 'hidane is not on PATH' };
  return { kind: 'hidane', path, choice: `hidane, found on PATH (${path})` };
}

async function hidaneInCache(): Promise<Attempt> {
  for (const path of [hidaneInCargoCache, hidaneInNpmCache]) {
    if (isExecutable(path) && (await runs(path))) {
      return { kind: 'hidane', path, choice: `hidane, found in ${tilde(machineCache)}` };
    }
  }
  return { because: `hidane is not in ${tilde(machineCache)}` };
}

async function hidaneFromNpm(progress: Progress, signal?: AbortSignal): Promise<Attempt> {
  progress.note('asking npm for hidane');
  const settings = ['--no-audit', '--no-fund', '--no-save', '--fetch-retries=0', '--fetch-timeout=20000'];
  const { code } = await runToEnd(
    'npm',
    ['install', `hidane@${hidaneVersion}`, '--prefix', join(machineCache, 'npm'), ...settings],
    { cwd: root, signal },
  );
  if (code !== 0 || !(await runs(hidaneInNpmCache)))
    return { because: 'npm does not have hidane for this machine' };
  return { kind: 'hidane', path: hidaneInNpmCache, choice: 'hidane, installed from npm' };
}

async function jarUnderJava(progress: Progress, signal?: AbortSignal): Promise<Attempt> {
  const java = await javaMajor();
  if (java < minimumJava)
    return { because: `the official emulator needs Java ${minimumJava}; ${javaFound(java)}` };
  const path = await officialJar();
  if (!existsSync(path)) {
    progress.note('downloading the official emulator');
    await runToEnd(process.execPath, [firebaseCli, 'setup:emulators:firestore'], {
      cwd: root,
      env: { ...process.env, CI: '1', NO_UPDATE_NOTIFIER: '1' },
      signal,
    });
  }
  if (!existsSync(path)) return { because: 'the official emulator could not be downloaded' };
  return { kind: 'jar', path, choice: `the official emulator, under Java ${java}` };
}

async function hidaneFromCargo(progress: Progress, signal?: AbortSignal): Promise<Attempt> {
  const { code: hasCargo } = await runToEnd('cargo', ['--version']);
  if (hasCargo !== 0) return { because: 'hidane cannot be built, cargo (Rust) is not installed' };
  let compiled = 0;
  progress.note('building hidane with cargo, once, takes 3 to 5 minutes');
  const built = await runToEnd(
    'cargo',
    ['install', 'hidane', '--version', hidaneVersion, '--locked', '--root', join(machineCache, 'hidane')],
    {
      // One folder for all: whoever starts meanwhile waits for this build and finds it made; a broken one goes on.
      env: { ...process.env, CARGO_TARGET_DIR: join(machineCache, 'hidane-build') },
      signal,
      onOutput(text) {
        compiled += text.match(/^\s*Compiling /gm)?.length ?? 0;
        if (compiled > 0) progress.note(`building hidane with cargo, once: ${compiled} crates compiled`);
      },
    },
  );
  if (built.code !== 0) return { because: `cargo could not build hidane:\n${built.output.slice(-800)}` };
  return { kind: 'hidane', path: hidaneInCargoCache, choice: 'hidane, built with cargo' };
}

/** The major version of the Java on PATH; 0 when there is none. */
async function javaMajor(): Promise<number> {
  const { code, output } = await runToEnd('java', ['-version']);
  return code === 0 ? Number(output.match(/version "(\d+)/)?.[1] ?? 0) : 0;
}

function javaFound(major: number): string {
  return major === 0 ? 'there is no Java on PATH' : `the Java on PATH is ${major}`;
}

/** Where firebase-tools keeps the jar of the version it wants. */
async function officialJar(): Promise<string> {
  const list = join(root, 'node_modules/firebase-tools/lib/emulator/downloadableEmulatorInfo.json');
  const { firestore } = JSON.parse(await readFile(list, 'utf8'));
  return join(emulatorDownloads(), firestore.downloadPathRelativeToCacheDir);
}

export function emulatorDownloads(): string {
  return process.env.FIREBASE_EMULATORS_PATH ?? join(homedir(), '.cache', 'firebase', 'emulators');
}

async function runs(path: string): Promise<boolean> {
  return (await runToEnd(path, ['--version'])).code === 0;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function tilde(path: string): string {
  return path.startsWith(homedir()) ? `~${path.slice(homedir().length)}` : path;
}
