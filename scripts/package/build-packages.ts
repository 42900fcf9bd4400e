import { step } from '../stack/terminal.ts';
import { buildCli, cliFolder } from './build-cli.ts';
import { buildFunctionsPackage, functionsFolder } from './build-functions.ts';
import { buildReact, reactFolder } from './build-react.ts';
import { assertSmall, checkPackage } from './check-package.ts';

export interface Package {
  readonly name: string;
  readonly folder: string;
  readonly tarball: string;
}

const builds = [
  { name: '@firemeter/functions', folder: functionsFolder, build: buildFunctionsPackage },
  { name: '@firemeter/react', folder: reactFolder, build: buildReact },
  { name: 'firemeter', folder: cliFolder, build: buildCli },
] as const;

/** Builds, packs and checks every package that other apps install. */
export async function buildPackages({ isAccepting = false } = {}): Promise<Package[]> {
  const packages: Package[] = [];
  for (const { build, ...named } of builds) {
    const tarball = await step(`Packing ${named.name}`, () => build());
    const packed = { ...named, tarball };
    await step(`Checking ${named.name}`, () => checkPackage(packed, { isAccepting }));
    packages.push(packed);
  }
  await step('A page that shows a balance stays small', async (progress) => {
    progress.note(`${await assertSmall(reactFolder)} bytes compressed, without React and Firebase's SDK`);
  });
  return packages;
}
