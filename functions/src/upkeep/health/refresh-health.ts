import type { Firestore } from 'firebase-admin/firestore';
import type { JobName, JobState } from '../../contract/index.ts';
import { toReported } from './check-jobs.ts';
import { writeReport } from './write-report.ts';

/** What these find, the report covers beside how they stand. */
const finders: ReadonlySet<JobName> = new Set(['verifyLedger', 'reconcileStripe']);

/**
 * Updates the report with the findings of a job that has just ended, because the next check is minutes away. If the
 * job's state is unchanged, one document is read and none is written.
 */
export async function refreshHealth(
  services: { db: Firestore; now: () => number },
  ended: JobName,
  state: JobState,
): Promise<void> {
  // It has just written the report.
  if (ended === 'health') return;
  await writeReport(services, { ended }, async (was) => {
    // Before the first look nothing is well anyway.
    if (!was) return null;
    const known = was.jobs.find(({ name }) => name === ended);
    const job = toReported(ended, { state, nowMs: services.now(), checkedAtMs: was.checkedAt });
    if (!finders.has(ended) && job.standing === known?.standing) return null;
    const jobs = [...was.jobs.filter(({ name }) => name !== ended), job];
    return { ...was, jobs };
  });
}
