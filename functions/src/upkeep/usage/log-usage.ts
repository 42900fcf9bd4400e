import { DAY_MS, MINUTE_MS } from '../../contract/index.ts';
import { storeVersion } from '../../platform/documents.ts';
import type { JobRun } from '../../platform/job.ts';
import { readInsightHead } from '../insight/insight-store.ts';
import { isQuiet } from '../insight/read-facts.ts';
import { readInsightSettings, updateInsights } from '../insight/update-insights.ts';
import { packUsage, type UsageServices } from './pack-usage.ts';

const SETTLED_AFTER_MS = 5 * MINUTE_MS;
/** The version of the store from which on facts note when the store took them. */
const SINCE_VERSION = 3;

/**
 * Appends ended work to `usage_logs`, then adds newly recorded facts to the figures. A run without new facts costs seven reads;
 * once a day a run reads everything.
 */
export async function logUsage(
  services: UsageServices,
  { traceId, cursor, keep }: JobRun,
): Promise<{ logged: number; added: number; unreadable: number }> {
  const { db, now, settledAfterMs = SETTLED_AFTER_MS } = services;
  const run = { traceId, onCommit: () => keep(cursor) };
  if ((await storeVersion(db)) < SINCE_VERSION) {
    const { rows: logged, unreadable } = await packUsage(services, run);
    return { logged, added: 0, unreadable };
  }
  const { value: head, readAtMs } = await readInsightHead(db);
  const { timeZone } = await readInsightSettings(db);
  const isCurrent =
    head !== null &&
    head.timeZone === timeZone &&
    head.rebuildingToMs === null &&
    head.unreadable === 0 &&
    dayOf(head.updatedAt) === dayOf(now());
  if (isCurrent && (await isQuiet(db, head.throughMs))) return { logged: 0, added: 0, unreadable: 0 };
  const untilMs = readAtMs - settledAfterMs;
  const { rows: logged, unreadable } = await packUsage({ ...services, untilMs }, run);
  const added = await updateInsights(services, { run, untilMs, unreadable });
  return { logged, added, unreadable };
}

function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS);
}
