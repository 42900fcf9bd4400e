import type { Firestore } from 'firebase-admin/firestore';
import { DAY_MS, type InsightHead, MINUTE_MS } from '../../contract/index.ts';
import type { JobRun } from '../../platform/deploy/job.ts';
import { storeVersion } from '../../platform/store/documents.ts';
import { readInsightHead } from '../insight/insight-store.ts';
import { settledHoursMs } from '../insight/post-hours.ts';
import { isQuiet } from '../insight/read-facts.ts';
import { hasNewMilestones } from '../insight/read-milestones.ts';
import { isCurrent, readInsightSettings, updateInsights } from '../insight/update-insights.ts';
import { packUsage, type UsageServices } from './pack-usage.ts';

const SETTLED_AFTER_MS = 5 * MINUTE_MS;
/** The version of the store from which on facts note when the store took them. */
const SINCE_VERSION = 3;

/**
 * Appends ended work to `usage_logs`, then adds newly recorded facts to the figures. A run without new facts costs eight reads;
 * once an hour a run adds what is counted by the hour, and once a day it reads everything.
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
  const settings = await readInsightSettings(db);
  const isUpToDate =
    head !== null &&
    isCurrent(head, settings) &&
    head.rebuildingToMs === null &&
    head.unreadable === 0 &&
    dayOf(head.updatedAt) === dayOf(now());
  const untilMs = readAtMs - settledAfterMs;
  const isHourAdded = (head?.hours?.throughMs ?? 0) >= settledHoursMs(untilMs);
  if (isUpToDate && isHourAdded && !(await hasChanges(db, head)))
    return { logged: 0, added: 0, unreadable: 0 };
  const { rows: logged, unreadable } = await packUsage({ ...services, untilMs }, run);
  const added = await updateInsights(services, { run, untilMs, unreadable });
  return { logged, added, unreadable };
}

async function hasChanges(db: Firestore, { throughMs, milestones }: InsightHead): Promise<boolean> {
  const isQuietSince = await isQuiet(db, throughMs);
  return !isQuietSince || (await hasNewMilestones(db, milestones?.throughMs ?? 0));
}

function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS);
}
