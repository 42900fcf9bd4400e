import { createCatalogs } from '../../../functions/src/platform/store/catalogs.ts';
import { rebuildInsights } from '../../../functions/src/upkeep/insight/rebuild-insights.ts';
import { restoreLogs } from '../../../functions/src/upkeep/usage/restore-logs.ts';
import { say, step } from '../../stack/terminal.ts';
import { chooseTarget, openStore, type TargetOptions } from '../target.ts';

/** Computes all figures anew, from the facts alone. Can add to the logs first what they lack. */
export async function rebuildUsage({
  logs,
  ...options
}: TargetOptions & { readonly logs?: boolean }): Promise<void> {
  const { db } = await openStore(await chooseTarget(options));
  const services = { db, catalogs: createCatalogs({ db }), now: Date.now };
  const run = { traceId: 'rebuild-usage', onCommit: async () => undefined };
  if (logs) {
    const added = await step('Restoring the logs', () => restoreLogs(services, run));
    say(`${added} facts were missing and have been added.`);
  }
  const facts = await step('Computing the figures', () => rebuildInsights(services, run));
  say(`The figures are computed from ${facts} facts.`);
}
