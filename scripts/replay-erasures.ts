/**
 * `npm run replay-erasures -- --project ID`: after the store was restored from a backup, requests the erasures again that it
 * has forgotten. The job `eraseAccounts` carries them out. `--dry-run` only lists them. `--port-offset N` works on the running
 * emulators instead.
 */
import { findForgotten, replayErasures } from '../functions/src/privacy/replay-erasures.ts';
import { emulatorEnv } from './stack/firebase.ts';
import { openStore } from './stack/open-store.ts';
import { projectId } from './stack/paths.ts';
import { portOffset, portsAt } from './stack/ports.ts';
import { fail, Problem, readArguments, say, step } from './terminal.ts';

const usage = 'Usage: npm run replay-erasures -- (--project ID | --port-offset N) [--dry-run]';

try {
  const { project, isDryRun } = readCommand();
  const services = { ...(await openStore(project)), now: Date.now };
  const forgotten = await step('Comparing accounts with Auth', () => findForgotten(services));
  if (!isDryRun) await step('Requesting erasures', () => replayErasures(services, forgotten));
  const { erased, requested } = forgotten;
  for (const id of [...erased, ...requested.map(({ uid }) => uid)]) say(`  ${id}`);
  say(
    `${erased.length} erased accounts are back, and ${requested.length} requests were forgotten.${
      isDryRun ? '' : ' The job eraseAccounts erases them within two hours.'
    }`,
  );
} catch (error) {
  fail(error);
}

function readCommand(): { project: string; isDryRun: boolean } {
  const { values } = readArguments({
    options: {
      project: { type: 'string' },
      'port-offset': { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  for (const name of Object.keys(emulatorEnv(portsAt(0)))) delete process.env[name];
  const isDryRun = values['dry-run'] ?? false;
  if (values.project) return { project: values.project, isDryRun };
  if (values['port-offset'] === undefined) throw new Problem(usage);
  Object.assign(process.env, emulatorEnv(portsAt(portOffset(values['port-offset']))));
  return { project: projectId, isDryRun };
}
