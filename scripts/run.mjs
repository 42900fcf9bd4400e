// The one way into every npm script. Node 20 must be able to read it: the Node 24 that runs everything else, TypeScript
// included, is itself a dependency that may still have to be installed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const node = join(root, 'node_modules', '.bin', 'node');
const [name, ...args] = process.argv.slice(2);

await installDependencies();
process.exitCode = await run(node, [join(root, 'scripts', `${name}.ts`), ...args]);

async function installDependencies() {
  if (existsSync(node) && isInstalled()) return;
  console.log('Installing dependencies (npm ci), once for each change of package-lock.json');
  const startedMs = Date.now();
  const code = await run('npm', ['ci', '--loglevel=error'], { cwd: root });
  if (code !== 0) process.exit(code);
  console.log(`Installed in ${Math.round((Date.now() - startedMs) / 1000)} s\n`);
}

/** npm leaves a list of what it installed; it has to agree with the lockfile, except for parts of other platforms. */
function isInstalled() {
  const list = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const { packages: installed } = JSON.parse(readFileSync(list, 'utf8'));
  const { packages: locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(locked).every(([path, { version, integrity, optional }]) => {
    if (!path.includes('node_modules/')) return true;
    const found = installed[path];
    return found ? found.version === version && found.integrity === integrity : optional;
  });
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
