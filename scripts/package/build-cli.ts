import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { cloneCache, root } from '../stack/paths.ts';
import type { Variant } from './build-functions.ts';
import { pack, readManifest, shared, writeManifest } from './pack.ts';

const source = join(root, 'scripts/cli');
/** The package as it is packed: what `npx firemeter` runs. */
export const cliFolder = join(cloneCache, 'package-cli');

/** Builds the package `firemeter`, the command line. Returns the tarball's path. */
export async function buildCli(variant?: Variant): Promise<string> {
  const folder = variant?.folder ?? cliFolder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { dependencies, ...released } = await readManifest('functions/package.json');
  const version = variant?.version ?? released.version;
  const { devDependencies } = await readManifest('package.json');
  const imported = await buildModules(folder, { version, plugins: variant?.plugins });
  const versions = { ...devDependencies, ...dependencies };
  await writeManifest(folder, {
    name: 'firemeter',
    version,
    description: 'Adds metered AI credits to a Firebase app, and looks after them',
    ...shared('scripts/cli'),
    engines: { node: '>=22.12' },
    bin: { firemeter: './dist/main.js' },
    exports: { './package.json': './package.json' },
    files: ['dist', 'README.md', 'LICENSE', 'NOTICE'],
    dependencies: Object.fromEntries(imported.map((name) => [name, versions[name]])),
  });
  await cp(join(source, 'README.md'), join(folder, 'README.md'));
  return pack(folder);
}

/** Builds the modules. Returns the names of the packages that they import. */
async function buildModules(
  folder: string,
  { version, plugins = [] }: { version: string; plugins?: Plugin[] | undefined },
): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [join(source, 'main.ts')],
    outdir: join(folder, 'dist'),
    plugins,
    bundle: true,
    splitting: true,
    metafile: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node22',
    define: { 'process.env.FIREMETER_VERSION': JSON.stringify(version) },
    logLevel: 'silent',
  });
  const paths = Object.values(metafile.outputs).flatMap(({ imports }) =>
    imports.filter(({ external, path }) => external && !path.startsWith('node:')).map(({ path }) => path),
  );
  const names = paths.map((path) =>
    path
      .split('/')
      .slice(0, path.startsWith('@') ? 2 : 1)
      .join('/'),
  );
  return [...new Set(names)].sort();
}
