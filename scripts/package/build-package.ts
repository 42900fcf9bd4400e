import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bin, cloneCache, root } from '../stack/paths.ts';
import { runToEnd } from '../stack/processes.ts';
import { Problem } from '../terminal.ts';

const source = join(root, 'functions');
/** The package as it is packed: what other apps install. */
export const packageFolder = join(cloneCache, 'package');

interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Dependencies that a host app provides: both must use the same instance. */
const peers = { 'firebase-admin': '^13.0.0 || ^14.0.0', 'firebase-functions': '^7.0.0' };
/** Dependencies that only the group `reels` imports, on use. */
const optionalPeers = ['@ffmpeg-installer/ffmpeg'];
/** Dependencies of functions that only this repository deploys: they are bundled. */
const bundledOnly = ['@google-cloud/firestore'];

/** Builds the package `@firemeter/functions`: ES modules, types and source maps. Returns the tarball's path. */
export async function buildPackage(): Promise<string> {
  await rm(packageFolder, { recursive: true, force: true });
  await mkdir(packageFolder, { recursive: true });
  await Promise.all([buildModules(), buildTypes()]);
  await writeManifest();
  for (const name of ['LICENSE', 'NOTICE']) await cp(join(root, name), join(packageFolder, name));
  await cp(join(source, 'README.md'), join(packageFolder, 'README.md'));
  const { code, output } = await runToEnd('npm', ['pack', '--json'], { cwd: packageFolder });
  if (code !== 0) throw new Problem(`The package cannot be packed:\n${output}`);
  const tarball = (await readdir(packageFolder)).find((name) => name.endsWith('.tgz'));
  return join(packageFolder, tarball ?? '');
}

async function buildModules(): Promise<void> {
  await build({
    entryPoints: {
      firemeter: join(source, 'src/firemeter.ts'),
      contract: join(source, 'src/contract/index.ts'),
    },
    outdir: join(packageFolder, 'dist'),
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node22',
    sourcemap: true,
    logLevel: 'silent',
  });
}

/** Declarations are a file for each module: their imports name the files of the package, not those of the source. */
async function buildTypes(): Promise<void> {
  const config = join(packageFolder, 'tsconfig.json');
  const options = { noEmit: false, declaration: true, emitDeclarationOnly: true, outDir: 'types' };
  const files = ['firemeter.ts', 'contract/index.ts'].map((name) => join(source, 'src', name));
  const settings = {
    extends: join(source, 'tsconfig.json'),
    compilerOptions: {
      ...options,
      rootDir: join(source, 'src'),
      typeRoots: [join(root, 'node_modules/@types')],
    },
    include: [],
    files,
  };
  await writeFile(config, JSON.stringify(settings));
  const { code, output } = await runToEnd(bin('tsc'), ['-p', config], { cwd: packageFolder });
  await rm(config);
  if (code !== 0) throw new Problem(`The declarations cannot be built:\n${output}`);
  const names = await readdir(join(packageFolder, 'types'), { recursive: true });
  for (const name of names.filter((one) => one.endsWith('.d.ts'))) {
    const path = join(packageFolder, 'types', name);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace(/(from '|import\('|import\(")(\.[^'"]+)\.ts(['"])/g, '$1$2.js$3'));
  }
}

async function writeManifest(): Promise<void> {
  const { version, license, dependencies } = JSON.parse(
    await readFile(join(source, 'package.json'), 'utf8'),
  ) as Manifest;
  const left = new Set([...Object.keys(peers), ...optionalPeers, ...bundledOnly]);
  const own = Object.entries(dependencies).filter(([name]) => !left.has(name));
  const optional = optionalPeers.map((name) => [name, dependencies[name] ?? '*']);
  const manifest = {
    name: '@firemeter/functions',
    version,
    description: 'Metered AI credits for a Firebase app',
    license,
    type: 'module',
    sideEffects: false,
    engines: { node: '>=22' },
    exports: {
      '.': { types: './types/firemeter.d.ts', default: './dist/firemeter.js' },
      './contract': { types: './types/contract/index.d.ts', default: './dist/contract.js' },
      './package.json': './package.json',
    },
    files: ['dist', 'types', 'README.md', 'LICENSE', 'NOTICE'],
    repository: {
      type: 'git',
      url: 'git+https://github.com/firemeter/firemeter.git',
      directory: 'functions',
    },
    dependencies: Object.fromEntries(own),
    peerDependencies: { ...peers, ...Object.fromEntries(optional) },
    peerDependenciesMeta: Object.fromEntries(optionalPeers.map((name) => [name, { optional: true }])),
    publishConfig: { access: 'public', provenance: true },
  };
  await writeFile(join(packageFolder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
