/**
 * `npm run lock-functions`: writes functions/package-lock.json, which Firebase installs from, with the versions that the
 * workspaces' lockfile has: what is deployed is what was tested.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './stack/paths.ts';
import { runToEnd } from './stack/processes.ts';
import { stopSignal } from './stack/signals.ts';
import { fail, Problem, step } from './stack/terminal.ts';
import { assertLockfiles, type Lockfile, lockedInFunctions, readJson } from './testing/checks/lockfiles.ts';

interface Manifest {
  dependencies: Record<string, string>;
}

try {
  await step('Writing functions/package-lock.json', writeFunctionsLockfile);
  await step('Checking it', assertLockfiles);
} catch (error) {
  fail(error);
}

async function writeFunctionsLockfile(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lock-functions-'));
  try {
    const manifest = await readJson<Manifest>('functions/package.json');
    const pinned = pin(manifest, await readJson<Lockfile>('package-lock.json'));
    await writeFile(join(folder, 'package.json'), JSON.stringify(pinned));
    await cp(join(root, '.npmrc'), join(folder, '.npmrc'));
    const install = ['install', '--package-lock-only', '--legacy-peer-deps=false'];
    const { code, output } = await runToEnd('npm', install, { cwd: folder, signal: stopSignal });
    if (code !== 0) throw new Problem(output);
    const lockfile = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8'));
    lockfile.packages[''].dependencies = manifest.dependencies;
    await writeFile(join(root, 'functions/package-lock.json'), `${JSON.stringify(lockfile, null, 2)}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function pin(manifest: Manifest, lockfile: Lockfile): Manifest {
  const dependencies = Object.keys(manifest.dependencies).map((name) => {
    const version = lockedInFunctions(lockfile, name)?.version;
    if (!version) throw new Problem(`package-lock.json has no ${name}. Run npm install first.`);
    return [name, version];
  });
  return { ...manifest, dependencies: Object.fromEntries(dependencies) };
}
