// The one way into every npm script. Node 20 must be able to read it: the Node 24 that runs everything else, TypeScript
// included, is itself a dependency that may still have to be installed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const node = join(root, 'node_modules', '.bin', 'node');
/** Holds the process id of the command that installs. */
const turn = join(root, '.installing');
const [name, ...args] = process.argv.slice(2);
let libcHere;

await installDependencies();
process.exitCode = await run(node, [join(root, 'scripts', `${name}.ts`), ...args]);

async function installDependencies() {
  if (isInstalled()) return;
  await waitForTurn();
  try {
    if (!isInstalled()) await install();
  } finally {
    rmSync(turn, { force: true });
  }
}

function isInstalled() {
  return existsSync(node) && missing().length === 0;
}

/** Waits until no other command installs into this folder: two at once leave both broken. */
async function waitForTurn() {
  for (let isWaiting = false; ; isWaiting = true) {
    try {
      writeFileSync(turn, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAlive(Number(readTurn()))) {
      if (!isWaiting) console.log('Waiting for another command to install the dependencies');
      await delay(500);
    } else {
      rmSync(turn, { force: true });
    }
  }
}

/** Returns nothing, which stands for an own process, while the file is being written or removed. */
function readTurn() {
  try {
    return readFileSync(turn, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function install() {
  console.log('Installing dependencies (npm ci), once for each change of package-lock.json');
  const startedMs = Date.now();
  if (!existsSync(node) || missing().some(({ optional }) => !optional)) await npm('ci');
  // npm leaves out optional parts that are for a newer Node than the one it runs in; those run in Node 24 here.
  const PATH = `${dirname(node)}${delimiter}${process.env.PATH}`;
  if (missing().length > 0) await npm('install', { PATH });
  console.log(`Installed in ${Math.round((Date.now() - startedMs) / 1000)} s\n`);
}

async function npm(command, env = {}) {
  const options = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await run('npm', [command, ...options], { cwd: root, env: { ...process.env, ...env } });
  if (code !== 0) {
    rmSync(turn, { force: true });
    process.exit(code);
  }
}

/** Compares npm's list of what it installed with the lockfile. Of what is optional, the binaries for this machine count. */
function missing() {
  const list = join(root, 'node_modules', '.package-lock.json');
  const installed = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')).packages : {};
  const { packages: locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(locked).flatMap(([path, part]) => {
    if (!path.includes('node_modules/') || (part.optional && !isForHere(part))) return [];
    const { version, integrity } = installed[path] ?? {};
    return version === part.version && integrity === part.integrity ? [] : [part];
  });
}

function isForHere({ os, cpu, libc }) {
  if (!os?.includes(process.platform) || !cpu?.includes(process.arch)) return false;
  return libc?.includes(ownLibc()) ?? true;
}

/** Takes some milliseconds, so it is found out once. */
function ownLibc() {
  libcHere ??= 'glibcVersionRuntime' in process.report.getReport().header ? 'glibc' : 'musl';
  return libcHere;
}

/** Runs a command in the foreground: signals go on to it, and its exit code comes back. */
function run(command, commandArgs, options = {}) {
  const child = spawn(command, commandArgs, { stdio: 'inherit', ...options });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const forward = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  const watch = whenNpmIsGone(() => forward('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const one of signals) process.off(one, forward);
      clearInterval(watch);
      resolve(signal ? 1 : (code ?? 1));
    });
  });
}

/** npm hands a SIGTERM to the shell between it and us, which dies of it without a word: notice that it is gone. */
function whenNpmIsGone(act) {
  const parent = process.ppid;
  const startedByNpm = process.env.npm_lifecycle_event !== undefined;
  return setInterval(() => {
    if (startedByNpm && process.ppid !== parent) act();
  }, 500);
}
