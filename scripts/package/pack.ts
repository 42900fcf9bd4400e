import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { bin, root } from '../stack/paths.ts';
import { runToEnd } from '../stack/processes.ts';
import { Problem } from '../stack/terminal.ts';

const contractName = '@firemeter/functions/contract';

interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

export async function readManifest(path: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(root, path), 'utf8')) as Manifest;
}

/** Returns the fields that the manifests of all packages share. */
export function shared(directory: string) {
  return {
    license: 'Apache-2.0',
    type: 'module',
    repository: { type: 'git', url: 'git+https://github.com/firemeter/firemeter.git', directory },
    publishConfig: { access: 'public', provenance: true },
  };
}

export async function writeManifest(folder: string, manifest: object): Promise<void> {
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Packs a folder with the license. Returns the tarball's path. */
export async function pack(folder: string): Promise<string> {
  for (const name of ['LICENSE', 'NOTICE']) await cp(join(root, name), join(folder, name));
  const { code, output } = await runToEnd('npm', ['pack', '--json'], { cwd: folder });
  if (code !== 0) throw new Problem(`The package cannot be packed:\n${output}`);
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  return join(folder, tarball ?? '');
}

/**
 * Builds the declarations, a file for each module: their imports name the files of the package, not those of the source.
 * @param options.contract the contract, if it is one of the modules: imports by its package's name lead there
 */
export async function buildTypes(options: {
  readonly folder: string;
  readonly config: string;
  readonly rootDir: string;
  readonly files: readonly string[];
  readonly contract?: string;
}): Promise<void> {
  const { folder, config, rootDir, files, contract } = options;
  const path = join(folder, 'tsconfig.json');
  const settings = {
    extends: config,
    compilerOptions: {
      ...{ noEmit: false, declaration: true, emitDeclarationOnly: true, outDir: 'types', rootDir },
      typeRoots: [join(root, 'node_modules/@types')],
      types: ['node'],
      // By its file: a module of a package is declared by that package.
      ...(contract && { paths: { [contractName]: [contract] } }),
    },
    include: [],
    files,
  };
  await writeFile(path, JSON.stringify(settings));
  const { code, output } = await runToEnd(bin('tsc'), ['-p', path], { cwd: folder });
  await rm(path);
  if (code !== 0) throw new Problem(`The declarations cannot be built:\n${output}`);
  const types = join(folder, 'types');
  const names = await readdir(types, { recursive: true });
  for (const name of names.filter((one) => one.endsWith('.d.ts'))) {
    const file = join(types, name);
    const text = await readFile(file, 'utf8');
    const toContract = contract && relative(dirname(file), join(types, relative(rootDir, contract)));
    await writeFile(
      file,
      text
        .replaceAll(contractName, toContract ?? contractName)
        .replace(/(from '|import '|import\('|import\(")(\.[^'"]+)\.tsx?(['"])/g, '$1$2.js$3'),
    );
  }
}
