import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { HEALTH_CONFIG, HealthReport, type JobName, serviceStatus } from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { replaceDocument } from '../../platform/store/replace-document.ts';
import { checkJobs } from './check-jobs.ts';
import { checkRecords } from './check-records.ts';

const MAX_TRIES = 5;

/** The results of the health check, when it ran, and the state of a job that has just ended. */
export type Looked = Pick<HealthReport, 'parts' | 'providers' | 'checkedAt'> &
  Partial<Pick<HealthReport, 'jobs'>>;

interface Occasion {
  /** The job that has ended; null: a check is due. */
  readonly ended: JobName | null;
  /** The report as it has just been read. */
  readonly stored?: DocumentSnapshot | null;
}

/**
 * Writes the report on health: what was looked at, and what the store says of itself now. Over what it was before that was
 * read, so that a slow look never takes back what a job has found meanwhile.
 * @param looked returns what was looked at; null: there is nothing to write
 */
export async function writeReport(
  services: { db: Firestore; now: () => number },
  { ended, stored: known = null }: Occasion,
  looked: (was: HealthReport | null) => Promise<Looked | null>,
): Promise<HealthReport | null> {
  const { db, now } = services;
  const reference = collection(db, 'config').doc(HEALTH_CONFIG);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const stored = (tries === 0 && known) || (await reference.get());
    const was = decodeDocument(HealthReport, stored)?.value ?? null;
    const reported = await looked(was);
    if (!reported) return null;
    const { checkedAt } = reported;
    const nowKnown = was && reported.jobs ? { ...was, jobs: reported.jobs } : was;
    const [records, jobs] = await Promise.all([
      checkRecords(services, { was, ended }),
      checkJobs(db, { was: nowKnown, nowMs: now(), checkedAtMs: checkedAt }),
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
    const write = { schema: HealthReport, was: stored.updateTime ?? null, value: report };
    if (await replaceDocument(db, reference, write)) return report;
  }
  throw new Error('Others kept writing the report on health');
}
