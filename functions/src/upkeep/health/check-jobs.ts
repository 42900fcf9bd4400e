import type { Firestore } from 'firebase-admin/firestore';
import { type HealthReport, type JobName, JobState, jobs, settledStanding } from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';

type ReportedJob = HealthReport['jobs'][number];

/** A report does not include the job that writes it. */
const reported = (Object.keys(jobs) as JobName[]).filter((name) => name !== 'health');

/**
 * Returns the state of jobs. A job that was well is read again only when another of its runs should have ended since
 * it succeeded: until then it can't be late, and a failure is reported at once.
 * @param was the report before; null: every job is read
 */
export async function checkJobs(
  db: Firestore,
  { was, nowMs, checkedAtMs }: { was: HealthReport | null; nowMs: number; checkedAtMs: number },
): Promise<ReportedJob[]> {
  const known = new Map((was?.jobs ?? []).map((job) => [job.name, successOf(job, was?.checkedAt ?? 0)]));
  const due = reported.filter((name) => {
    const successMs = known.get(name) ?? null;
    return successMs === null || nowMs - successMs > jobs[name].everyMs;
  });
  const stored =
    due.length === 0 ? [] : await db.getAll(...due.map((name) => collection(db, 'jobs').doc(name)));
  const read = due.map((name, index) => {
    const state = (stored[index] && decodeDocument(JobState, stored[index])?.value) ?? null;
    return toReported(name, { state, nowMs, checkedAtMs });
  });
  return reported.map((name) => {
    const found = read.find((job) => job.name === name);
    if (found) return found;
    const successMs = known.get(name) ?? null;
    const lastSuccessAgeMs = successMs === null ? null : Math.max(0, checkedAtMs - successMs);
    return { name, standing: 'ok', lastSuccessAgeMs };
  });
}

/** Returns when a job that was well succeeded; null: it was not well, or that is uncertain. */
function successOf({ standing, lastSuccessAgeMs }: ReportedJob, checkedAtMs: number): number | null {
  return standing === 'ok' && lastSuccessAgeMs !== null ? checkedAtMs - lastSuccessAgeMs : null;
}

/**
 * Returns a job's reported state. Earlier builds don't know jobs that found something: those are reported as failed.
 * @param checkedAtMs the time of the report that this becomes part of, to which ages refer
 */
export function toReported(
  name: JobName,
  { state, nowMs, checkedAtMs }: { state: JobState | null; nowMs: number; checkedAtMs: number },
): ReportedJob {
  const standing = settledStanding(name, state, nowMs);
  const ageMs = state?.lastSuccessAt == null ? null : Math.max(0, checkedAtMs - state.lastSuccessAt);
  return { name, standing: standing === 'found' ? 'failed' : standing, lastSuccessAgeMs: ageMs };
}
