/**
 * `npm run package -- [--accept] [--publish]`: packs `@firemeter/functions`, `@firemeter/react` and `firemeter`, which other
 * apps install, and checks them. `--accept` writes the reports of their public API anew; `--publish` publishes them with provenance.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPackages, type Package } from './package/build-packages.ts';
import { runToEnd } from './stack/processes.ts';
import { fail, Problem, type Progress, readArguments, say, step } from './stack/terminal.ts';

try {
  const { values } = readArguments({
    options: { accept: { type: 'boolean' }, publish: { type: 'boolean' } },
  });
  const packages = await buildPackages({ isAccepting: values.accept === true });
  for (const { tarball } of packages) say(tarball);
  if (values.publish) {
    for (const one of packages) await step(`Publishing ${one.name}`, (progress) => publish(one, progress));
  }
} catch (error) {
  fail(error);
}

/** Publishes a package, unless its version has been published before. */
async function publish({ name, folder }: Package, progress: Progress): Promise<void> {
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const known = await runToEnd('npm', ['view', `${name}@${version}`, 'version'], { cwd: folder });
  if (known.code === 0 && known.output.trim() !== '') return progress.note(`${version} was published before`);
  const { code, output } = await runToEnd('npm', ['publish', '--provenance'], { cwd: folder });
  if (code !== 0) throw new Problem(output);
  progress.note(version);
}
