import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cloneCache, root } from '../stack/paths.ts';
import { buildTypes, pack, readManifest, shared, writeManifest } from './pack.ts';

const kit = join(root, 'web/kit');
const contract = join(root, 'functions/src/contract/index.ts');
/** The package as it is packed: what other apps install. */
export const reactFolder = join(cloneCache, 'package-react');

/** Dependencies that a host app provides: both must use the same instance. */
const peers = { firebase: '^11.0.0 || ^12.0.0 || ^13.0.0', react: '^18.2.0 || ^19.0.0' };

/** Builds the package `@firemeter/react` from the kit that the web app uses too. Returns the tarball's path. */
export async function buildReact(): Promise<string> {
  await rm(reactFolder, { recursive: true, force: true });
  await mkdir(reactFolder, { recursive: true });
  await Promise.all([
    buildModules(),
    buildTypes({
      folder: reactFolder,
      config: join(root, 'web/tsconfig.json'),
      rootDir: root,
      files: [join(kit, 'index.ts'), join(kit, 'core.ts')],
      contract,
    }),
  ]);
  await cp(join(kit, 'styles.css'), join(reactFolder, 'styles.css'));
  await cp(join(kit, 'README.md'), join(reactFolder, 'README.md'));
  await writeOwnManifest();
  return pack(reactFolder);
}

/** A module for each source file, so that a host's bundler leaves out what it doesn't use. */
async function buildModules(): Promise<void> {
  const { build } = await import('vite');
  await build({
    configFile: false,
    logLevel: 'warn',
    root: kit,
    resolve: { alias: { '@firemeter/functions/contract': contract } },
    build: {
      outDir: join(reactFolder, 'dist'),
      target: 'es2022',
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      lib: { entry: [join(kit, 'index.ts'), join(kit, 'core.ts')], formats: ['es'] },
      rolldownOptions: {
        external: [/^(react|firebase|zod|uuid)($|\/)/],
        treeshake: { moduleSideEffects: false },
        output: { preserveModules: true, preserveModulesRoot: root, entryFileNames: '[name].js' },
      },
    },
  });
}

async function writeOwnManifest(): Promise<void> {
  const { version } = await readManifest('functions/package.json');
  const { dependencies } = await readManifest('web/package.json');
  const { uuid, zod } = dependencies;
  const entry = (name: string) => ({
    types: `./types/web/kit/${name}.d.ts`,
    default: `./dist/web/kit/${name}.js`,
  });
  await writeManifest(reactFolder, {
    name: '@firemeter/react',
    version,
    description: 'Hooks and components for metered AI credits on Firebase',
    ...shared('web/kit'),
    sideEffects: ['*.css'],
    exports: {
      '.': entry('index'),
      './core': entry('core'),
      './styles.css': './styles.css',
      './package.json': './package.json',
    },
    files: ['dist', 'types', 'styles.css', 'README.md', 'LICENSE', 'NOTICE'],
    dependencies: { uuid, zod },
    peerDependencies: peers,
  });
}
