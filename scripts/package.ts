/**
 * `npm run package -- [--accept] [--publish]`: packs `@firemeter/functions`, `@firemeter/react` and `firemeter`, which other
 * apps install, and checks them. `--accept` writes the reports of their public API anew; `--publish` publishes them with provenance.
 */
import { buildPackages } from './package/build-packages.ts';
import { runToEnd } from './stack/processes.ts';
import { fail, Problem, readArguments, say, step } from './terminal.ts';

try {
  const { values } = readArguments({
    options: { accept: { type: 'boolean' }, publish: { type: 'boolean' } },
  });
  const packages = await buildPackages({ isAccepting: values.accept === true });
  for (const { tarball } of packages) say(tarball);
  if (values.publish) {
    for (const { name, folder } of packages) await step(`Publishing ${name}`, () => publish(folder));
  }
} catch (error) {
  fail(error);
}

async function publish(folder: string): Promise<void> {
  const { code, output } = await runToEnd('npm', ['publish', '--provenance'], { cwd: folder });
  if (code !== 0) throw new Problem(output);
}
