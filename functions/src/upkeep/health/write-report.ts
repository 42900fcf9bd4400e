import type { Firestore } from 'firebase-admin/firestore';
import { HEALTH_CONFIG, HealthReport, serviceStatus } from '../../contract/index.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../../platform/documents.ts';
import { landed, UNLESS_CONFLICT } from '../../platform/landed.ts';
import { checkRecords, jobsAsOf } from './check-records.ts';

const MAX_TRIES = 5;

/** The results that only the job `health` can determine, and when it did. */
export type Looked = Pick<HealthReport, 'parts' | 'providers' | 'checkedAt'>;

/**
 * Writes the health report: the results of checks, and the current state of the stored records. Writes only over the report
 * that it has read, so a slow check never overwrites what a job has found in between.
 * @param looked returns the results of checks; null if there is nothing to write
 */
export async function writeReport(
  services: { db: Firestore; now: () => number },
  looked: (was: HealthReport | null) => Promise<Looked | null>,
): Promise<HealthReport | null> {
  const { db, now } = services;
  const reference = collection(db, 'config').doc(HEALTH_CONFIG);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const stored = await reference.get();
    const reported = await looked(decodeDocument(HealthReport, stored)?.value ?? null);
    if (!reported) return null;
    const { checkedAt } = reported;
    const [records, jobs] = await Promise.all([
      checkRecords(services),
      jobsAsOf(db, { nowMs: now(), checkedAtMs: checkedAt }),
    ]);
    const own = new Set(records.map(({ name }) => name));
    const covered = {
      ...reported,
      parts: [...reported.parts.filter(({ name }) => !own.has(name)), ...records],
      jobs,
    };
    const report: HealthReport = {
      schemaVersion: 1,
      ...covered,
      status: serviceStatus(covered, checkedAt).status,
    };
    const batch = db.batch();
    const data = await encodeDocument(db, HealthReport, report);
    writeOver(batch, reference, { was: stored.updateTime ?? null, data });
    if (await landed(batch.commit(), UNLESS_CONFLICT)) return report;
  }
  throw new Error('Others kept writing the report on health');
}
