import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { bin, root } from '../stack/paths.ts';
import { runToEnd } from '../stack/processes.ts';
import { Problem } from '../stack/terminal.ts';

const reports = join(root, 'docs/api-reports');
/** The contract's wire format and stored documents have tests of their own. */
const reported = ['.', './core'];

/** Checks that hosts of every kind can import a package, and that its API is the one in its report. */
export async function checkPackage(
  { folder, tarball }: { folder: string; tarball: string },
  { isAccepting = false }: { isAccepting?: boolean } = {},
): Promise<void> {
  await assertPublishable(folder);
  // The command line is run, and imported by nobody.
  if (await hasTypes(folder)) await assertTypesResolve(tarball);
  await assertReported(folder, isAccepting);
}

async function assertPublishable(folder: string): Promise<void> {
  const { messages } = await publint({ pkgDir: folder, strict: true, pack: false });
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  if (messages.length === 0) return;
  throw new Problem(messages.map((message) => formatMessage(message, manifest)).join('\n'));
}

async function hasTypes(folder: string): Promise<boolean> {
  const { exports } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return exports['.'] !== undefined;
}

async function assertTypesResolve(tarball: string): Promise<void> {
  const args = [tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji'];
  const { code, output } = await runToEnd(bin('attw'), [...args, '--exclude-entrypoints', './styles.css']);
  if (code !== 0) throw new Problem(output);
}

/** Compares the public API with the report of it in this repository, entry by entry. */
async function assertReported(folder: string, isAccepting: boolean): Promise<void> {
  const { name, exports } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  await mkdir(reports, { recursive: true });
  for (const [entry, paths] of Object.entries<{ types?: string }>(exports)) {
    if (!paths.types || !reported.includes(entry)) continue;
    const part = entry === '.' ? '' : `-${entry.slice(2)}`;
    const reportFileName = `${name.split('/')[1]}${part}`;
    const config = ExtractorConfig.prepare({
      configObjectFullPath: undefined,
      packageJsonFullPath: join(folder, 'package.json'),
      configObject: {
        projectFolder: folder,
        mainEntryPointFilePath: join(folder, paths.types),
        newlineKind: 'lf',
        compiler: { overrideTsconfig: { compilerOptions: { module: 'nodenext', skipLibCheck: true } } },
        apiReport: {
          enabled: true,
          reportFileName,
          reportFolder: reports,
          reportTempFolder: join(folder, 'api'),
          includeForgottenExports: false,
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        messages: {
          extractorMessageReporting: { default: { logLevel: 'none' as never } },
          tsdocMessageReporting: { default: { logLevel: 'none' as never } },
        },
      },
    });
    const result = Extractor.invoke(config, {
      localBuild: isAccepting,
      messageCallback: (message) => {
        message.handled = true;
      },
    });
    if (result.apiReportChanged && !isAccepting) {
      throw new Problem(
        `The public API of ${name} has changed. Read the changes, then accept them with npm run package -- --accept:\n` +
          `  git diff --no-index ${relative(root, join(reports, `${reportFileName}.api.md`))} ${relative(root, join(folder, 'api', `${reportFileName}.api.md`))}`,
      );
    }
  }
  if (isAccepting) await rm(join(folder, 'api'), { recursive: true, force: true });
}

export const MAX_BALANCE_BYTES = 30_000;

/** Checks what a page costs that shows the balance only. */
export async function assertSmall(folder: string): Promise<number> {
  const bytes = await balancePageBytes(folder);
  if (bytes > MAX_BALANCE_BYTES) {
    throw new Problem(`A page that shows the balance loads ${bytes} bytes, more than ${MAX_BALANCE_BYTES}`);
  }
  return bytes;
}

/** Returns the size of a page that shows the balance only: bundled, compressed, without React and Firebase's SDK. */
export async function balancePageBytes(folder: string): Promise<number> {
  const { exports } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const { outputFiles } = await build({
    stdin: {
      contents: `export { CreditBalance, FiremeterProvider, useBalance } from ${JSON.stringify(join(folder, exports['.'].default))}`,
      resolveDir: root,
    },
    ...{ bundle: true, minify: true, write: false, format: 'esm', logLevel: 'silent' },
    // What makes request ids is unused here. Another version than the package's may be hoisted.
    external: ['react', 'react/*', 'firebase', 'firebase/*', 'uuid'],
  });
  const [bundle] = outputFiles;
  if (!bundle || bundle.text.includes('"uuid"'))
    throw new Problem('A page that shows the balance loads uuid');
  return gzipSync(bundle.contents).length;
}
