import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { functionsBundle } from '../../stack/build.ts';
import { cloneCache, root } from '../../stack/paths.ts';
import { runToEnd } from '../../stack/processes.ts';
import { Problem } from '../../stack/terminal.ts';
import { installAsDeployed } from '../deployed-packages.ts';
import { atMost, type Figure, type Part } from '../figures.ts';
import type { Bench, Lab } from '../lab.ts';
import { median } from '../load.ts';

/** Where the packages are installed as they are deployed. */
export const folder = join(cloneCache, 'bench', 'cold-start');
const functions = join(root, 'functions');
const source = join(folder, 'src');

/** Prints the milliseconds since the process began: functions loaded; the store's first answer, that it has no prices. */
const probe = `
const { expireStaleHolds } = await import(process.argv[1]);
const loadedMs = performance.now();
await expireStaleHolds?.run({}).catch((error) => {
  if (error.code !== 'not-configured') throw error;
});
process.stdout.write('\\n' + JSON.stringify({ loadedMs, answeredMs: performance.now() }));
process.exit();`;

interface Took {
  loadedMs: number;
  answeredMs: number;
}

/** How long a new instance takes until its functions are loaded: one process after the other, ways in turn. */
export async function coldStart({ lab, progress }: Bench): Promise<Part> {
  progress.note('installing what is deployed');
  await installAsDeployed(folder, lab.signal);
  progress.note('building');
  const ways = await buildWays();
  const seen = new Map(ways.map(({ name }) => [name, [] as Took[]]));
  for (let round = 0; round <= lab.size.coldStarts; round++) {
    progress.note(`round ${round} of ${lab.size.coldStarts}`);
    for (const way of ways) {
      lab.signal.throwIfAborted();
      const took = await startOnce(way, lab);
      if (round > 0) seen.get(way.name)?.push(took);
    }
  }
  const medianOf = (name: Way['name'], what: keyof Took) =>
    median((seen.get(name) ?? []).map((took) => took[what]));
  const row = (what: string, name: Way['name'], until: keyof Took = 'loadedMs'): Figure => ({
    what,
    unit: 'ms',
    values: { Firemeter: medianOf(name, until) },
  });
  const ratioOf = (until: keyof Took) => medianOf('built', until) / medianOf('plain', until);
  const ratio = ratioOf('loadedMs');
  return {
    name: 'cold-start',
    title: 'From the start of a process to its functions loaded',
    figures: [
      row('plain imports', 'plain'),
      row('our code in one file, packages beside it', 'own'),
      row('the bundle as it is deployed', 'built'),
      {
        what: 'the bundle over plain imports',
        unit: 'ratio',
        values: { Firemeter: ratio },
        target: atMost(0.5, ratio, 'ratio'),
      },
      row('the bundle with a warm compile cache', 'cached'),
      row('Node alone', 'nothing'),
      row('to the first answer from the store: plain imports', 'plain', 'answeredMs'),
      row('to the first answer from the store: the bundle', 'built', 'answeredMs'),
      {
        what: 'to the first answer: the bundle over plain imports',
        unit: 'ratio',
        values: { Firemeter: ratioOf('answeredMs') },
      },
    ],
    notes: [
      'With the packages of `functions/package-lock.json`, as npm installs them when it is deployed. Files are in the page cache of the operating system after a first round that does not count; on a new instance they are not, which makes many files slower still.',
      'Nothing is won by putting work off unless the first answer comes sooner too, so it is printed: the emulator is asked for the published prices. The bundle loads gRPC with that first call, as the SDK means to, where plain imports load it at the start; the AI SDK is imported by the first generation in both.',
      'Nothing counts on the compile cache: whether one that was deployed would be honoured depends on the instance.',
    ],
  };
}

interface Way {
  name: 'plain' | 'own' | 'built' | 'cached' | 'nothing';
  entry: string;
  env?: Record<string, string>;
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
  const own = await bundle('own', { packages: 'external', alias: {}, plugins: [] });
  const built = await bundle('built', {});
  const nothing = join(folder, 'out/nothing.js');
  await writeFile(nothing, '');
  return [
    { name: 'plain', entry: join(plain, 'index.js') },
    { name: 'own', entry: own },
    { name: 'built', entry: built },
    { name: 'cached', entry: built, env: { NODE_COMPILE_CACHE: join(folder, 'compiled') } },
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

async function bundle(name: string, options: BuildOptions): Promise<string> {
  const outdir = join(folder, 'out', name);
  const entryPoints = { index: join(source, 'index.ts') };
  const absWorkingDir = join(folder, 'node_modules/@google-cloud/firestore');
  await build({ ...functionsBundle, absWorkingDir, ...options, entryPoints, sourcemap: false, outdir });
  return join(outdir, 'index.js');
}

async function startOnce({ entry, env }: Way, { address, signal }: Lab): Promise<Took> {
  const { NODE_COMPILE_CACHE: _, ...inherited } = process.env;
  const { code, output } = await runToEnd(process.execPath, ['--input-type=module', '--eval', probe, entry], {
    cwd: folder,
    env: { ...inherited, GCLOUD_PROJECT: 'demo-cold-start', FIRESTORE_EMULATOR_HOST: address, ...env },
    signal,
  });
  if (code !== 0) throw new Problem(`${entry} does not load:\n${output.slice(-1_500)}`);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}
