import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { cloneCache, root } from '../paths.ts';

/**
 * Writes down the parameters of the functions for one run: yours of functions/.env and functions/.env.local, and others
 * on top. The Functions emulator takes them from files only, and would write its own into yours.
 * @returns the folder, from the root of the repository
 */
export async function writeLocalParameters(
  offset: number,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = join(cloneCache, 'parameters', `offset-${offset}`);
  const yours = await Promise.all(
    ['.env', '.env.local'].map((name) => readFile(join(root, 'functions', name), 'utf8').catch(() => '')),
  );
  const onTop = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, '.env.local'), `${[...yours, ...onTop].join('\n')}\n`);
  return relative(root, folder);
}
