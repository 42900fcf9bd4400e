import type { Firestore } from 'firebase-admin/firestore';
import type { JobName } from '../../contract/index.ts';
import { jobsAsOf } from './check-records.ts';
import { writeReport } from './write-report.ts';

/** What these find, the report covers beside how they stand. */
const finders: ReadonlySet<JobName> = new Set(['verifyLedger', 'reconcileStripe']);

/**
 * Brings the report up to what a job that has just ended found, so that the status says it at once: the next look is
 * minutes away. Where the job stands as it did, two documents are read and none is written.
 */
export async function refreshHealth(
  services: { db: Firestore; now: () => number },
  ended: JobName,
): Promise<void> {
  const { db, now } = services;
  await writeReport(services, async (was) => {
    // Before the first look nothing is well anyway.
    if (!was) return null;
    const known = was.jobs.find(({ name }) => name === ended);
    const [job] = await jobsAsOf(db, { names: [ended], nowMs: now(), checkedAtMs: was.checkedAt });
    return finders.has(ended) || job?.standing !== known?.standing ? was : null;
  });
}
