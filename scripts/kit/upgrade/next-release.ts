import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { SCHEMA_VERSION } from '../../../functions/src/contract/index.ts';
import { buildCli } from '../../package/build-cli.ts';
import { buildFunctionsPackage } from '../../package/build-functions.ts';
import { Problem } from '../../stack/terminal.ts';

const version = SCHEMA_VERSION + 1;
export const NEW_FIELD = 'nextField';

/** The changes of the next release: another schema version, and a field that it writes when work ends. */
const changes: readonly { readonly file: string; readonly find: string; readonly replace: string }[] = [
  {
    file: 'contract/store/schema-version.ts',
    find: `SCHEMA_VERSION = ${SCHEMA_VERSION};`,
    replace: `SCHEMA_VERSION = ${version};`,
  },
  {
    file: 'contract/documents/activity.ts',
    find: '  used: since(3, Quantity),\n',
    replace: `  used: since(3, Quantity),\n  ${NEW_FIELD}: optionalSince(${version}, z.string()),\n`,
  },
  {
    file: 'meter/settle.ts',
    find: '    used: end.usage.quantity,\n',
    replace: `    used: end.usage.quantity,\n    ...{ ${NEW_FIELD}: 'next' },\n`,
  },
];

const nextSources: Plugin = {
  name: 'next-sources',
  setup({ onLoad }) {
    for (const { file, find, replace } of changes) {
      onLoad({ filter: new RegExp(`functions/src/${file.replaceAll('.', '\\.')}$`) }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        if (source.split(find).length !== 2) throw new Problem(`${file} has no one place for: ${find}`);
        return { contents: source.replace(find, replace), loader: 'ts' };
      });
    }
  },
};

/** Packs a release that raises the schema by one, into a temporary folder. Returns the tarballs' paths. */
export async function packNextRelease(folder: string): Promise<{ functions: string; cli: string }> {
  const next = { plugins: [nextSources], version: '0.2.0-next.0' };
  return {
    functions: await buildFunctionsPackage({ ...next, folder: join(folder, 'next-functions') }),
    cli: await buildCli({ ...next, folder: join(folder, 'next-cli') }),
  };
}
