import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Package } from '../package/build-packages.ts';
import { bin } from '../stack/paths.ts';
import { runToEnd } from '../stack/processes.ts';
import { Problem } from '../stack/terminal.ts';

const hostApp = join(import.meta.dirname, 'host-app');
/** What its developer writes: an edited `credits.js`, `credits.jsx`, and changes of the app's own files. */
const withFiremeter = join(import.meta.dirname, 'with-firemeter');
/** The app's own files that change: their new lines are counted. */
const changed = ['functions/index.js', 'web/app.jsx'];
const partOf: Readonly<Record<string, string>> = {
  '@firemeter/functions': 'functions',
  '@firemeter/react': 'web',
  firemeter: '.',
};

/** Makes an app as teams have them: e-mail sign-in, callables with the AI SDK and Genkit, rules of its own and a page. */
export async function createHostApp(folder: string, signal: AbortSignal): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(hostApp, folder, { recursive: true });
  await npm(join(folder, 'functions'), ['install'], signal);
  await npm(join(folder, 'web'), ['install'], signal);
}

/** Installs the packages. */
export async function installPackages(
  folder: string,
  packages: readonly Package[],
  signal: AbortSignal,
): Promise<void> {
  for (const { name, tarball } of packages)
    await npm(join(folder, partOf[name] ?? '.'), ['install', tarball], signal);
}

/** Runs `npx firemeter init`, whose attack on the rules is on that emulator. Returns what it printed. */
export async function runInit(folder: string, emulator: string, signal: AbortSignal): Promise<string> {
  const env = { ...process.env, FIRESTORE_EMULATOR_HOST: emulator };
  const { code, output } = await runToEnd('npx', ['firemeter', 'init', '--yes'], {
    cwd: folder,
    env,
    signal,
  });
  if (code !== 0) throw new Problem(`npx firemeter init failed:\n${output}`);
  return output;
}

/** Makes the changes of docs/integration.md. Returns how many lines of the app's own files are new, with those of `init`. */
export async function meterApp(folder: string): Promise<number> {
  const before = await Promise.all(changed.map((name) => readFile(join(hostApp, name), 'utf8')));
  const entry = await readFile(join(folder, 'functions/index.js'), 'utf8');
  await cp(withFiremeter, folder, { recursive: true });
  const after = await Promise.all(changed.map((name) => readFile(join(folder, name), 'utf8')));
  const added = newLines(before[0] ?? '', entry);
  if (added.length !== 1 || !after[0]?.split('\n').includes(added[0] ?? ''))
    throw new Problem(`npx firemeter init adds lines that docs/integration.md has not:\n${added.join('\n')}`);
  return after.reduce((sum, text, index) => sum + newLines(before[index] ?? '', text).length, 0);
}

/** Compiles a file that imports the package, with every declaration file checked, which is what tsc does by default. */
export async function compileTypes(folder: string, signal: AbortSignal): Promise<void> {
  const cwd = join(folder, 'functions');
  await writeFile(join(cwd, 'types.mts'), "export { firemeter } from '@firemeter/functions';\n");
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023'];
  const { code, output } = await runToEnd(bin('tsc'), [...options, 'types.mts'], { cwd, signal });
  await rm(join(cwd, 'types.mts'));
  if (code !== 0) throw new Problem(output);
}

/** Runs npm in a folder. @throws Problem with its output */
export async function npm(cwd: string, args: readonly string[], signal: AbortSignal): Promise<void> {
  const options = ['--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await runToEnd('npm', [...args, ...options], { cwd, signal });
  if (code !== 0) throw new Problem(`npm ${args.join(' ')} failed:\n${output}`);
}

function newLines(before: string, after: string): string[] {
  const left = before.split('\n');
  return after.split('\n').filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0 && line.trim() !== '';
  });
}
