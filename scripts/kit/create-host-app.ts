import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mergeRules } from '../cli/merge-rules.ts';
import type { Package } from '../package/build-packages.ts';
import { root } from '../stack/paths.ts';
import { runToEnd } from '../stack/processes.ts';
import { Problem } from '../terminal.ts';

/** The app's own files. Firemeter adds `credits.js`, `firemeter.js` and `credits.jsx`, and its rules. */
const hostApp = join(import.meta.dirname, 'host-app');
const withFiremeter = join(import.meta.dirname, 'with-firemeter');
/** The app's own files that change: their new lines are counted. */
const changed = ['functions/index.js', 'web/app.jsx'];

/** Makes an app as teams have them: e-mail sign-in, callables with the AI SDK and Genkit, rules of its own and a page. */
export async function createHostApp(folder: string, signal: AbortSignal): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(hostApp, folder, { recursive: true });
  await npm(join(folder, 'functions'), ['install'], signal);
  await npm(join(folder, 'web'), ['install'], signal);
}

/** Adds the packages and the changes of docs/integration.md. Returns how many lines of the app's own files are new. */
export async function addFiremeter(
  folder: string,
  packages: readonly Package[],
  signal: AbortSignal,
): Promise<number> {
  for (const { name, tarball } of packages) {
    const part = name === '@firemeter/react' ? 'web' : 'functions';
    await npm(join(folder, part), ['install', tarball], signal);
  }
  const counts = await Promise.all(changed.map(countNewLines));
  await cp(withFiremeter, folder, { recursive: true });
  await writeFile(join(folder, 'functions/.env'), '');
  const rules = join(folder, 'firestore.rules');
  const ours = await readFile(join(root, 'firestore.rules'), 'utf8');
  await writeFile(rules, mergeRules(await readFile(rules, 'utf8'), ours));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function npm(cwd: string, args: readonly string[], signal: AbortSignal): Promise<void> {
  const options = ['--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await runToEnd('npm', [...args, ...options], { cwd, signal });
  if (code !== 0) throw new Problem(`npm ${args.join(' ')} failed:\n${output}`);
}

/** Counts the lines that a file has with Firemeter only. */
async function countNewLines(name: string): Promise<number> {
  const before = await readFile(join(hostApp, name), 'utf8');
  const after = await readFile(join(withFiremeter, name), 'utf8');
  const left = before.split('\n');
  return after.split('\n').filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0 && line.trim() !== '';
  }).length;
}
