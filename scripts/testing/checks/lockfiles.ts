import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { root } from '../../stack/paths.ts';
import { Problem } from '../../stack/terminal.ts';

export interface Lockfile {
  packages: Record<string, LockedPackage>;
}

interface LockedPackage {
  version?: string;
  resolved?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const rewrite = 'Write it anew with: npm run lock-functions';

/**
 * Both lockfiles install anywhere: every part for every platform is in them and no registry's host is. And what is
 * deployed (functions/package-lock.json) is what is tested (package-lock.json).
 */
export async function assertLockfiles(): Promise<void> {
  const whole = await readJson<Lockfile>('package-lock.json');
  const functions = await readJson<Lockfile>('functions/package-lock.json');
  const manifest = await readJson<LockedPackage>('functions/package.json');
  assertInstallsAnywhere('package-lock.json', whole);
  assertInstallsAnywhere('functions/package-lock.json', functions);
  if (!isDeepStrictEqual(functions.packages['']?.dependencies, manifest.dependencies)) {
    throw new Problem(`functions/package-lock.json does not belong to functions/package.json. ${rewrite}`);
  }
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    const deployed = functions.packages[`node_modules/${name}`]?.version;
    const tested = lockedInFunctions(whole, name)?.version;
    if (deployed !== tested) {
      throw new Problem(`${name} is deployed as ${deployed} but tested as ${tested}. ${rewrite}`);
    }
  }
}

/** The package that code in functions/ gets under the workspaces' lockfile. */
export function lockedInFunctions({ packages }: Lockfile, name: string): LockedPackage | undefined {
  return packages[`functions/node_modules/${name}`] ?? packages[`node_modules/${name}`];
}

function assertInstallsAnywhere(file: string, { packages }: Lockfile): void {
  for (const [path, { resolved, optionalDependencies = {} }] of Object.entries(packages)) {
    if (resolved?.startsWith('http')) throw new Problem(`${file} names a registry's host at ${path}.`);
    for (const name of Object.keys(optionalDependencies)) {
      if (isPresent(packages, path, name)) continue;
      throw new Problem(
        `${file} lacks ${name}, which ${path} wants on some platform: npm ci will refuse it. Take a version of ${path} that the registry has whole.`,
      );
    }
  }
}

/** Whether `name` is found from `path` as Node looks for it: in its own node_modules, then in those above. */
function isPresent(packages: Lockfile['packages'], path: string, name: string): boolean {
  for (let from = path; ; from = from.slice(0, Math.max(0, from.lastIndexOf('/')))) {
    if (packages[`${from && `${from}/`}node_modules/${name}`]) return true;
    if (from === '') return false;
  }
}

export async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(join(root, path), 'utf8')) as T;
}
