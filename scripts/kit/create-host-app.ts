import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runToEnd } from '../stack/processes.ts';
import { Problem } from '../terminal.ts';

/** The app's own files. Firemeter adds `credits.js` and `firemeter.js`, and changes `index.js`. */
const hostApp = join(import.meta.dirname, 'host-app');
const withFiremeter = join(import.meta.dirname, 'with-firemeter');

/** Makes an app as teams have them: e-mail sign-in, callables with the AI SDK and Genkit, and rules of its own. */
export async function createHostApp(folder: string, signal: AbortSignal): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(hostApp, folder, { recursive: true });
  await npm(folder, ['install'], signal);
}

/** Adds the package and the changes of docs/integration.md. Returns how many lines of the app's own files are new. */
export async function addFiremeter(
  folder: string,
  tarballs: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  await npm(folder, ['install', ...tarballs], signal);
  const before = await readFile(join(hostApp, 'functions/index.js'), 'utf8');
  await cp(withFiremeter, join(folder, 'functions'), { recursive: true });
  const after = await readFile(join(withFiremeter, 'index.js'), 'utf8');
  await writeFile(join(folder, 'functions/.env'), '');
  return countNewLines(before, after);
}

async function npm(folder: string, args: readonly string[], signal: AbortSignal): Promise<void> {
  const options = ['--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await runToEnd('npm', [...args, ...options], {
    cwd: join(folder, 'functions'),
    signal,
  });
  if (code !== 0) throw new Problem(`npm ${args.join(' ')} failed:\n${output}`);
}

/** Counts the lines of one text that the other does not have. */
function countNewLines(before: string, after: string): number {
  const left = before.split('\n');
  return after.split('\n').filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0 && line.trim() !== '';
  }).length;
}
