/**
 * `npm run rebuild-usage -- --project ID`: computes all figures anew, from the facts alone. `--logs` first
 * adds to the logs what they lack, from activities and the ledger: after they were lost. `--port-offset N` works on the
 * running emulators instead.
 */
import { createCatalogs } from '../functions/src/platform/catalogs.ts';
import { rebuildInsights } from '../functions/src/upkeep/insight/rebuild-insights.ts';
import { restoreLogs } from '../functions/src/upkeep/usage/restore-logs.ts';
import { emulatorEnv } from './stack/firebase.ts';
import { openStore } from './stack/open-store.ts';
import { projectId } from './stack/paths.ts';
import { portOffset, portsAt } from './stack/ports.ts';
import { fail, Problem, readArguments, say, step } from './terminal.ts';

const usage = 'Usage: npm run rebuild-usage -- (--project ID | --port-offset N) [--logs]';

try {
  const { project, restoresLogs } = readCommand();
  const { db } = await openStore(project);
  const services = { db, catalogs: createCatalogs({ db }), now: Date.now };
  const run = { traceId: 'rebuild-usage', onCommit: async () => undefined };
  if (restoresLogs) {
    const added = await step('Restoring the logs', () => restoreLogs(services, run));
    say(`${added} facts were missing and have been added.`);
  }
  const facts = await step('Computing the figures', () => rebuildInsights(services, run));
  say(`The figures are computed from ${facts} facts.`);
} catch (error) {
  fail(error);
}

function readCommand(): { project: string; restoresLogs: boolean } {
  const { values } = readArguments({
    options: {
      project: { type: 'string' },
      'port-offset': { type: 'string' },
      logs: { type: 'boolean', default: false },
    },
  });
  for (const name of Object.keys(emulatorEnv(portsAt(0)))) delete process.env[name];
  const options = { restoresLogs: values.logs ?? false };
  if (values.project) return { project: values.project, ...options };
  if (values['port-offset'] === undefined) throw new Problem(usage);
  Object.assign(process.env, emulatorEnv(portsAt(portOffset(values['port-offset']))));
  return { project: projectId, ...options };
}
