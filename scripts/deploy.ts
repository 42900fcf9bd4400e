/**
 * `npm run deploy -- --project ID`: builds what is deployed, sets the secrets that are missing or in the environment, and
 * deploys with Firebase's own tool. `--dry-run` builds, and tells what would be run.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { providerSecrets } from '../functions/src/generation/providers/registry.ts';
import { writeDeployConfig } from './deploy/hosting-config.ts';
import { readParameters } from './deploy/parameters.ts';
import { type SecretToSet, secretsToSet } from './deploy/secrets-to-set.ts';
import { buildFunctions, buildWeb } from './stack/build.ts';
import { firebaseCli, root } from './stack/paths.ts';
import { runInForeground, runToEnd } from './stack/processes.ts';
import { stopSignal } from './stack/signals.ts';
import { dim, fail, Problem, readArguments, say, step } from './stack/terminal.ts';
import { assertLockfiles } from './testing/checks/lockfiles.ts';

const usage = 'Usage: npm run deploy -- --project ID [--dry-run]';

try {
  const { project, isDryRun } = readCommand();
  const firebase = (...args: string[]) => [firebaseCli, ...args, '--project', project];
  await step('Checking that all is committed', () => assertCommitted(isDryRun));
  await step('Checking the lockfiles', assertLockfiles);
  await step('Building functions', buildFunctions);
  const { DEPLOY_REGION, COLLECTION_PREFIX } = await readParameters(project);
  // The pages have to be where the functions are.
  Object.assign(process.env, {
    VITE_DEPLOY_REGION: DEPLOY_REGION ?? '',
    VITE_COLLECTION_PREFIX: COLLECTION_PREFIX ?? '',
  });
  await step('Building web app', (progress) => buildWeb(progress, stopSignal));

  const names = await secretNames();
  const existing = isDryRun ? new Set<string>() : await step('Reading secrets', () => existingOf(names));
  const secrets = secretsToSet({ names, existing, env: process.env, randomKey });
  for (const secret of secrets) {
    if (isDryRun) say(dim(`  would set ${secret.name}, where it is missing: ${secret.why}`));
    else await step(`Setting ${secret.name} (${secret.why})`, () => setSecret(secret));
  }
  const config = await writeDeployConfig(project);
  const deploy = firebase(
    'deploy',
    '--config',
    config,
    '--only',
    'firestore,functions,hosting',
    '--non-interactive',
  );
  if (isDryRun) say(dim(`  would run firebase ${deploy.slice(1).join(' ')}`));
  else await deployNow(deploy);
  say(`\nThen, once: npm run grant-admin -- EMAIL owner --project ${project}`);
  say('and choose the first prices on the page Prices.');
  say(`After each: npm run check-live -- https://${project}.web.app`);
  say(`and: npm run migrate -- --project ${project}`);
  say('(the first time right away; later once you will not roll back).');

  async function existingOf(all: readonly string[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (const name of all) {
      const get = firebase('functions:secrets:get', name);
      const { code, output } = await runToEnd(process.execPath, get, { cwd: root });
      if (code === 0) found.add(name);
      // Only what is known to be missing is made: a second DIGEST_KEY would part what belongs together.
      else if (!/\b404\b/.test(output))
        throw new Problem(`${name} could not be looked up:\n${output.trim()}`);
    }
    return found;
  }

  async function setSecret({ name, value }: SecretToSet): Promise<void> {
    const args = firebase('functions:secrets:set', name, '--data-file', '-', '--force');
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['pipe', 'ignore', 'inherit'] });
    child.stdin.end(value);
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Problem(`${name} could not be set: see above.`);
  }
} catch (error) {
  fail(error);
}

function readCommand(): { project: string; isDryRun: boolean } {
  const { values } = readArguments({
    options: { project: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
  });
  if (!values.project) throw new Problem(usage);
  if (values.project.startsWith('demo-')) {
    throw new Problem(`${values.project} is a project of the emulators, which run with npm start.\n${usage}`);
  }
  return { project: values.project, isDryRun: values['dry-run'] ?? false };
}

/** What runs in production can be found again. */
async function assertCommitted(isDryRun: boolean): Promise<void> {
  const { output } = await runToEnd('git', ['status', '--porcelain'], { cwd: root });
  if (output.trim() !== '' && !isDryRun) throw new Problem(`Commit these first:\n${output.trimEnd()}`);
}

/** Those of the providers, and those of .env.example that are not commented out. */
async function secretNames(): Promise<string[]> {
  const example = await readFile(join(root, '.env.example'), 'utf8');
  const others = [...example.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name);
  return [...providerSecrets, ...others];
}

function randomKey(): string {
  return randomBytes(32).toString('base64url');
}

async function deployNow(args: string[]): Promise<void> {
  const code = await runInForeground(process.execPath, args, {
    cwd: root,
    env: process.env,
    signal: stopSignal,
  });
  if (code !== 0) throw new Problem('Not deployed: see above. Nothing was taken back; it can be run again.');
}
