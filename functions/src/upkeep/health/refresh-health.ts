import type { Firestore } from 'firebase-admin/firestore';
import type { JobName } from '../../contract/index.ts';
import { jobsAsOf } from './check-records.ts';
import { writeReport } from './write-report.ts';

/** The report contains the findings of these jobs, besides their standing. */
const finders: ReadonlySet<JobName> = new Set(['verifyLedger', 'reconcileStripe']);

/**
 * Updates the report after a job has ended, so that the status shows its findings at once instead of minutes later. If the
 * job's standing is unchanged, this reads two documents and writes none.
 */
export async function refreshHealth(
  services: { db: Firestore; now: () => number },
  ended: JobName,
): Promise<void> {
  const { db, now } = services;
  await writeReport(services, async (was) => {
    // Before the first check there is no report to update.
    if (!was) return null;
    const known = was.jobs.find(({ name }) => name === ended);
    const [job] = await jobsAsOf(db, { names: [ended], nowMs: now(), checkedAtMs: was.checkedAt });
    return finders.has(ended) || job?.standing !== known?.standing ? was : null;
  });
}
