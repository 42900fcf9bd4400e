import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { functionsBundle } from '../../stack/build.ts';
import { cloneCache, root } from '../../stack/paths.ts';
import { runToEnd } from '../../stack/processes.ts';
import { Problem } from '../../terminal.ts';
import type { Figure, Part } from '../figures.ts';
import type { Bench } from '../lab.ts';
import { median } from '../load.ts';

const functions = join(root, 'functions');
const folder = join(cloneCache, 'bench', 'cold-start');
const source = join(folder, 'src');

/** Prints the milliseconds since the process began. */
const probe =
  "await import(process.argv[1]); process.stdout.write('\\n' + performance.now()); process.exit();";

/** How long a new instance takes until its functions are loaded: one process after the other, ways in turn. */
export async function coldStart({ lab, progress }: Bench): Promise<Part> {
  progress.note('installing what is deployed');
  await installAsDeployed(lab.signal);
  progress.note('building');
  const ways = await buildWays();
  const tookMs = new Map(ways.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round <= lab.size.coldStarts; round++) {
    progress.note(`round ${round} of ${lab.size.coldStarts}`);
    for (const { name, entry, env } of ways) {
      lab.signal.throwIfAborted();
      const ms = await startOnce(entry, env, lab.signal);
      if (round > 0) tookMs.get(name)?.push(ms);
    }
  }
  const medianOf = (name: Way['name']) => median(tookMs.get(name) ?? []);
  const plain = medianOf('plain');
  const row = (what: string, name: Way['name']): Figure => ({
    what,
    unit: 'ms',
    values: { Firemeter: medianOf(name) },
  });
  const isMet = medianOf('built') <= plain / 2;
  return {
    name: 'cold-start',
    title: 'From the start of a process to its functions loaded',
    figures: [
      row('plain imports', 'plain'),
      { ...row('the bundle as it is built', 'built'), target: { text: '≤ 0.5 × plain imports', isMet } },
      row('all packages in one file', 'whole'),
      row('all packages in one file, compile cache', 'cached'),
      row('Node alone', 'nothing'),
    ],
    notes: [
      'With the packages of `functions/package-lock.json`, as `npm ci` installs them when it is deployed. Files are in the page cache of the operating system after a first round that does not count; on a new instance they are not, which makes many files slower still.',
    ],
  };
}

interface Way {
  name: 'plain' | 'built' | 'whole' | 'cached' | 'nothing';
  entry: string;
  env?: Record<string, string>;
}

/** The packages that a deployed function has, which the workspaces' common `node_modules` differs from. */
async function installAsDeployed(signal: AbortSignal): Promise<void> {
  await mkdir(folder, { recursive: true });
  const lockfile = await readFile(join(functions, 'package-lock.json'), 'utf8');
  const stamp = join(folder, 'installed.json');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === lockfile) return;
  for (const file of ['package.json', 'package-lock.json'])
    await cp(join(functions, file), join(folder, file));
  const install = ['ci', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await runToEnd('npm', install, { cwd: folder, signal });
  if (code !== 0) throw new Problem(`The functions' packages do not install:\n${output.slice(-800)}`);
  await writeFile(stamp, lockfile);
}

async function buildWays(): Promise<Way[]> {
  for (const stale of ['src', 'out', 'compiled'])
    await rm(join(folder, stale), { recursive: true, force: true });
  await cp(join(functions, 'src'), source, { recursive: true });
  const plain = join(folder, 'out/plain');
  await build({
    entryPoints: [`${source}/**/*.ts`],
    outdir: plain,
    outbase: source,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    logLevel: 'silent',
    plugins: [importsOfJavaScript],
    bundle: true,
  });
  const built = await bundle('built', {});
  const whole = await bundle('whole', wholeBundle);
  const nothing = join(folder, 'out/nothing.js');
  await writeFile(nothing, '');
  return [
    { name: 'plain', entry: join(plain, 'index.js') },
    { name: 'built', entry: built },
    { name: 'whole', entry: whole },
    { name: 'cached', entry: whole, env: { NODE_COMPILE_CACHE: join(folder, 'compiled') } },
    { name: 'nothing', entry: nothing },
  ];
}

/** Leaves every import as it is, but for the ending of our own files. */
const importsOfJavaScript: NonNullable<BuildOptions['plugins']>[number] = {
  name: 'imports-of-javascript',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ kind, path }) =>
      kind === 'entry-point' ? undefined : { path: path.replace(/\.ts$/, '.js'), external: true },
    );
  },
};

/** Packages written for CommonJS need a `require` and their folder's name inside a module. */
const wholeBundle: BuildOptions = {
  packages: 'bundle',
  minify: true,
  legalComments: 'none',
  banner: {
    js: [
      "import { createRequire as __createRequire } from 'node:module';",
      'const require = __createRequire(import.meta.url);',
      'const __filename = import.meta.filename, __dirname = import.meta.dirname;',
    ].join(''),
  },
};

async function bundle(name: string, options: BuildOptions): Promise<string> {
  const outfile = join(folder, 'out', name, 'index.js');
  const entryPoints = [join(source, 'index.ts')];
  await build({ ...functionsBundle, ...options, entryPoints, sourcemap: false, outfile });
  return outfile;
}

async function startOnce(
  entry: string,
  env: Record<string, string> | undefined,
  signal: AbortSignal,
): Promise<number> {
  const { NODE_COMPILE_CACHE: _, ...inherited } = process.env;
  const { code, output } = await runToEnd(process.execPath, ['--input-type=module', '--eval', probe, entry], {
    cwd: folder,
    env: { ...inherited, GCLOUD_PROJECT: 'demo-firemeter', ...env },
    signal,
  });
  const ms = Number(output.trim().split('\n').at(-1));
  if (code !== 0 || !(ms > 0)) throw new Problem(`${entry} does not load:\n${output.slice(-1_500)}`);
  return ms;
}
