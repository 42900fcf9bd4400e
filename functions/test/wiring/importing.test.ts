import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const functionsFolder = resolve(import.meta.dirname, '../..');

/** Imports modules in a process of its own, one after the other, and prints those after which something was set up. */
const program = `
  import { resolve } from 'node:path';
  import { getApps } from 'firebase-admin/app';
  import { getGlobalOptions } from 'firebase-functions/options';
  const settled = [];
  for (const file of JSON.parse(process.env.MODULES)) {
    await import(resolve(file));
    if (getApps().length > 0 || Object.keys(getGlobalOptions()).length > 0) settled.push(file);
  }
  console.log(JSON.stringify(settled));
  process.exit(0);
`;

async function settingUp(modules: readonly string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--no-warnings', '--input-type=module', '--eval', program],
    {
      cwd: functionsFolder,
      env: { ...process.env, MODULES: JSON.stringify(modules), GCLOUD_PROJECT: 'demo-import' },
    },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

test('importing a module initializes no app and sets no global option, except for the deployment itself', async () => {
  const modules = globSync('src/**/*.ts', { cwd: functionsFolder }).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  const others = modules.filter((file) => file !== 'src/index.ts');
  expect(others.length).toBeGreaterThan(200);
  expect(others).toContain('src/wiring.ts');
  expect(await settingUp(others)).toEqual([]);
  expect(await settingUp(['src/index.ts'])).toEqual(['src/index.ts']);
});
