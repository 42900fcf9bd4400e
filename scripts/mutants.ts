/**
 * `npm run mutants -- [PART OF A NAME]`: plants one bug after the other in a copy of the functions and demands
 * that the test named for it fails. Bugs that need an emulator use the one at FIRESTORE_EMULATOR_HOST, or start one.
 */
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type PlantedBug, plantedBugs } from './mutants/planted-bugs.ts';
import { startEmulators } from './stack/emulators/firebase.ts';
import { findFirestoreEmulator } from './stack/emulators/firestore-emulator.ts';
import { bin, root } from './stack/paths.ts';
import { freeOffsetForTests } from './stack/ports.ts';
import { runToEnd } from './stack/processes.ts';
import { stopSignal } from './stack/signals.ts';
import { fail, Problem, say, step } from './stack/terminal.ts';

const wanted = process.argv[2] ?? '';
const folder = await mkdtemp(join(tmpdir(), 'firemeter-planted-'));
try {
  const bugs = plantedBugs.filter(({ name }) => name.includes(wanted));
  if (bugs.length === 0) throw new Problem(`No planted bug has "${wanted}" in its name.`);
  await copyFunctions();
  const emulators = bugs.some(({ caughtBy }) => caughtBy.needs) ? await findEmulators() : null;
  try {
    for (const bug of bugs) await run(bug, emulators?.env ?? {});
  } finally {
    await emulators?.stop();
  }
} catch (error) {
  if (stopSignal.aborted) process.exitCode = 130;
  else fail(error);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function run(bug: PlantedBug, env: Record<string, string>): Promise<void> {
  try {
    await step(`${bug.name}: ${bug.caughtBy.test}`, () => mustBeCaught(bug, env));
  } catch (error) {
    stopSignal.throwIfAborted();
    if (!(error instanceof Problem)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}

async function mustBeCaught({ file, find, replace, caughtBy }: PlantedBug, env: Record<string, string>) {
  const path = join(folder, 'functions', file);
  const source = await readFile(path, 'utf8');
  const places = source.split(find).length - 1;
  if (places !== 1)
    throw new Problem(`  ${file} has ${places} places for the bug, not one. Adapt the table.`);
  await writeFile(path, source.split(find).join(replace));
  try {
    const { failed, output } = await runTest(caughtBy, env);
    if (failed === 0) throw new Problem(`  Not caught.\n${output}`);
  } finally {
    await writeFile(path, source);
  }
}

/** How many tests of that name failed; a file that does not even load counts for none. */
async function runTest({ file, test }: PlantedBug['caughtBy'], env: Record<string, string>) {
  const report = join(folder, 'report.json');
  await rm(report, { force: true });
  const name = test.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const config = ['--root', folder, '--config', join(folder, 'scripts/mutants/planted.config.ts')];
  const args = ['run', ...config, ...reporters, join('functions', file), '-t', name];
  const { output } = await runToEnd(bin('vitest'), args, {
    cwd: folder,
    env: { ...process.env, ...env },
    signal: stopSignal,
  });
  stopSignal.throwIfAborted();
  const text = await readFile(report, 'utf8').catch(() => '{}');
  const { numFailedTests = 0 } = JSON.parse(text) as { numFailedTests?: number };
  return { failed: numFailedTests, output };
}

async function copyFunctions(): Promise<void> {
  const functions = join(root, 'functions');
  const left = new Set(['node_modules', 'lib']);
  await cp(functions, join(folder, 'functions'), {
    recursive: true,
    filter: (path) => !left.has(relative(functions, path)),
  });
  const besides = ['scripts/mutants/planted.config.ts', 'scripts/testing/random.ts', 'scripts/stand-ins'];
  const web = ['src', 'test', 'build', 'package.json', 'lingui.config.ts', 'message-plugins.ts'];
  for (const path of [...besides, ...web.map((path) => `web/${path}`)]) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await cp(join(root, path), join(folder, path), { recursive: true });
  }
  for (const name of ['package.json', 'tsconfig.base.json', 'firestore.rules'])
    await cp(join(root, name), join(folder, name));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
}

async function findEmulators() {
  if (process.env.FIRESTORE_EMULATOR_HOST) return null;
  const firestore = await step('Firestore emulator', (progress) =>
    findFirestoreEmulator(progress, stopSignal),
  );
  const offset = await freeOffsetForTests();
  return step('Starting Firestore and Auth', () =>
    startEmulators({ firestore, only: ['firestore', 'auth'], offset, signal: stopSignal }),
  );
}
