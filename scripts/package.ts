/** `npm run package -- [--publish]`: packs `@firemeter/functions`, which other apps install, or publishes it with provenance. */
import { buildPackage, packageFolder } from './package/build-package.ts';
import { runToEnd } from './stack/processes.ts';
import { fail, Problem, readArguments, say, step } from './terminal.ts';

try {
  const { values } = readArguments({ options: { publish: { type: 'boolean' } } });
  const tarball = await step('Packing @firemeter/functions', buildPackage);
  say(tarball);
  if (values.publish) await step('Publishing it', publish);
} catch (error) {
  fail(error);
}

async function publish(): Promise<void> {
  const { code, output } = await runToEnd('npm', ['publish', '--provenance'], { cwd: packageFolder });
  if (code !== 0) throw new Problem(output);
}
