import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { cloneCache, root } from '../stack/paths.ts';
import { buildTypes, pack, readManifest, shared, writeManifest } from './pack.ts';

const source = join(root, 'functions');
/** The package as it is packed: what other apps install. */
export const functionsFolder = join(cloneCache, 'package');

/** Dependencies that a host app provides: both must use the same instance. */
const peers = { 'firebase-admin': '^13.0.0 || ^14.0.0', 'firebase-functions': '^7.0.0' };
/** Dependencies that only the group `reels` imports, on use. */
const optionalPeers = ['@ffmpeg-installer/ffmpeg'];
/** Dependencies of many small files. Types still name Zod's, and the browser's contract imports both. */
const bundled = ['zod', 'uuid'];
/** Dependencies of functions that only this repository deploys: they are bundled. */
const bundledOnly = ['@google-cloud/firestore'];

/** A package to build in place of the usual one: of changed sources, under another version, elsewhere. */
export interface Variant {
  readonly folder: string;
  readonly version: string;
  readonly plugins: Plugin[];
}

/** Builds the package `@firemeter/functions`: ES modules, types and source maps. Returns the tarball's path. */
export async function buildFunctionsPackage(variant?: Variant): Promise<string> {
  const folder = variant?.folder ?? functionsFolder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await Promise.all([
    buildModules(join(folder, 'dist'), variant?.plugins),
    // Types are those of the usual sources.
    variant ||
      buildTypes({
        folder,
        config: join(source, 'tsconfig.json'),
        rootDir: join(source, 'src'),
        files: ['firemeter.ts', 'contract/index.ts'].map((name) => join(source, 'src', name)),
      }),
  ]);
  await writeOwnManifest(folder, variant?.version);
  for (const name of ['firestore.rules', 'firestore.indexes.json']) {
    await cp(join(root, name), join(folder, name));
  }
  await cp(join(source, 'README.md'), join(folder, 'README.md'));
  return pack(folder);
}

/**
 * Builds the modules as other apps install them, beside their dependencies. Zod and uuid are bundled, because a function
 * loads a few files faster than a hundred. Browsers get a contract of its own, which shares Zod with their page.
 */
export async function buildModules(outdir: string, plugins: Plugin[] = []): Promise<void> {
  const { dependencies } = await readManifest('functions/package.json');
  const external = Object.keys(dependencies).filter((name) => !bundled.includes(name));
  const [firemeter, contract] = ['src/firemeter.ts', 'src/contract/index.ts'].map((name) =>
    join(source, name),
  );
  const common = { plugins, bundle: true, format: 'esm', sourcemap: true, logLevel: 'silent' } as const;
  await build({
    ...common,
    entryPoints: { firemeter, contract } as Record<string, string>,
    outdir,
    splitting: true,
    external: external.flatMap((name) => [name, `${name}/*`]),
    platform: 'node',
    target: 'node22',
  });
  await build({
    ...common,
    entryPoints: { contract } as Record<string, string>,
    outdir: join(outdir, 'browser'),
    packages: 'external',
    platform: 'browser',
    target: 'es2022',
  });
}

async function writeOwnManifest(folder: string, variantVersion?: string): Promise<void> {
  const { version, dependencies } = await readManifest('functions/package.json');
  const left = new Set([...Object.keys(peers), ...optionalPeers, ...bundledOnly]);
  const own = Object.entries(dependencies).filter(([name]) => !left.has(name));
  const optional = optionalPeers.map((name) => [name, dependencies[name] ?? '*']);
  await writeManifest(folder, {
    name: '@firemeter/functions',
    version: variantVersion ?? version,
    description: 'Metered AI credits for a Firebase app',
    ...shared('functions'),
    sideEffects: false,
    engines: { node: '>=22' },
    exports: {
      '.': { types: './types/firemeter.d.ts', default: './dist/firemeter.js' },
      './contract': {
        types: './types/contract/index.d.ts',
        browser: './dist/browser/contract.js',
        default: './dist/contract.js',
      },
      './package.json': './package.json',
    },
    files: ['dist', 'types', 'firestore.rules', 'firestore.indexes.json', 'README.md', 'LICENSE', 'NOTICE'],
    // Types of the AI SDK import these, and its packages don't depend on them.
    dependencies: { ...Object.fromEntries(own), '@types/json-schema': '^7.0.15' },
    peerDependencies: { ...peers, ...Object.fromEntries(optional) },
    peerDependenciesMeta: Object.fromEntries(optionalPeers.map((name) => [name, { optional: true }])),
  });
}
