import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { Problem, type Progress } from '../terminal.ts';
import { bin, cloneCache, root } from './paths.ts';
import { runToEnd } from './processes.ts';

const functions = join(root, 'functions');
const web = join(root, 'web');

/** One file of our own code; the packages stay what `npm ci` installs beside it. */
export const functionsBundle: BuildOptions = {
  entryPoints: [join(functions, 'src/index.ts')],
  outfile: join(functions, 'lib/index.js'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  packages: 'external',
  sourcemap: true,
  logLevel: 'silent',
};

export async function buildFunctions(): Promise<void> {
  try {
    await build(functionsBundle);
  } catch (error) {
    throw new Problem(`The functions do not build:\n${error instanceof Error ? error.message : error}`);
  }
}

/** Builds the web app to web/dist, or leaves it when nothing it is made of has changed. */
export async function buildWeb(progress: Progress, signal?: AbortSignal): Promise<void> {
  const stamp = join(cloneCache, 'web-build');
  const inputs = await digestOf([
    web,
    join(functions, 'src/contract'),
    join(functions, 'package.json'),
    join(root, 'package-lock.json'),
    join(root, 'tsconfig.base.json'),
  ]);
  const isBuilt = existsSync(join(web, 'dist/index.html')) && existsSync(stamp);
  if (isBuilt && (await readFile(stamp, 'utf8')) === inputs) return progress.note('unchanged');
  const { code, output } = await runToEnd(bin('vite'), ['build', '--logLevel', 'warn'], { cwd: web, signal });
  if (code !== 0) throw new Problem(`The web app does not build:\n${output}`);
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, inputs);
}

/** A digest of names and contents; what is generated or only tests is left out. */
async function digestOf(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const files = (await Promise.all(paths.map(filesUnder))).flat().sort();
  for (const file of files) {
    hash.update(relative(root, file));
    hash.update(await readFile(file));
  }
  return hash.digest('hex');
}

async function filesUnder(path: string): Promise<string[]> {
  const skipped = /(^|\/)(node_modules|dist|e2e|test-results|\.[^/]+)(\/|$)|\.test\.tsx?$/;
  if (path.endsWith('.json')) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !skipped.test(relative(path, file)));
}
