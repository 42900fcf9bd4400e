import type { Firestore } from 'firebase-admin/firestore';
import { InsightHead, MINUTE_MS } from '../../contract/index.ts';
import { encodeDocument } from '../../platform/store/documents.ts';
import type { PackRun } from '../usage/pack-usage.ts';
import { insight, readInsightHead } from './insight-store.ts';
import { restoreMoneyFacts } from './restore-money-facts.ts';
import { type InsightServices, updateInsights } from './update-insights.ts';

const SETTLED_AFTER_MS = 5 * MINUTE_MS;
/** No time zone has this name: the figures are those of another one, and are computed anew. */
const NO_ZONE = '';

/** Computes all figures anew, from the facts alone. Months that are closed stay closed. @returns from how many facts */
export async function rebuildInsights(services: InsightServices, run: PackRun): Promise<number> {
  const { db } = services;
  await restoreMoneyFacts(db);
  await markStale(db);
  const { readAtMs, value } = await readInsightHead(db);
  return updateInsights(services, {
    run,
    untilMs: Math.max(value?.throughMs ?? 0, readAtMs - SETTLED_AFTER_MS),
    unreadable: value?.unreadable ?? 0,
  });
}

async function markStale(db: Firestore): Promise<void> {
  const { value } = await readInsightHead(db);
  if (!value) return;
  await insight(db, 'head').set(await encodeDocument(db, InsightHead, { ...value, timeZone: NO_ZONE }));
}
