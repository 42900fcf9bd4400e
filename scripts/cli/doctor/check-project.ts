import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { Problem } from '../../stack/terminal.ts';
import { findApp } from '../init/find-app.ts';
import { planInit, readText } from '../init/plan.ts';
import { readRecord, recordPath } from '../init/record.ts';
import { type Finding, ok, open, wrong } from './finding.ts';

/** Checks the files of an app: that Firemeter is in it as this version would add it. */
export async function checkProject(folder: string, version: string | undefined): Promise<Finding[]> {
  try {
    const record = readRecord(await readText(folder, recordPath));
    if (!record) return [wrong('Firemeter is not in this app', 'npx firemeter init')];
    const { codebase, groups, prefix } = record;
    const app = await findApp(folder, { codebase, choose: async () => codebase });
    const stale = (await planInit(app, { record, groups, prefix })).map(({ path }) => path);
    const { dir, ext } = posix.parse(app.functions.entry);
    const credits = posix.join(dir, `credits${ext}`);
    const sold = (await readText(folder, credits)) ?? '';
    return [
      stale.length === 0
        ? ok('Rules, indexes and exports are those of this version')
        : wrong(`Not as this version adds them: ${stale.join(', ')}`, 'npx firemeter init'),
      await checkVersion(app.functions.installed, version),
      sold.includes("'writer-1'")
        ? open(`${credits} sells the example`, 'Say what you sell, and for how much')
        : ok(`${credits} says what is sold`),
    ];
  } catch (error) {
    if (error instanceof Problem) return [wrong('Firemeter cannot be in this app', error.message)];
    throw error;
  }
}

async function checkVersion(installed: string, version: string | undefined): Promise<Finding> {
  const { version: found } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  if (version === undefined || found === version) return ok(`@firemeter/functions ${found}`);
  return wrong(
    `@firemeter/functions is ${found}, and this command line ${version}`,
    `npx firemeter@${found} doctor, or npm install @firemeter/functions@${version} in the functions folder`,
  );
}
