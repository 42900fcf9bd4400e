import { AppError, AuditEntry, assertFreshRequestId, type JobName, JobState } from '../contract/index.ts';
import { attribution } from '../platform/calls/call-context.ts';
import type { Handler } from '../platform/calls/callable.ts';
import type { Job } from '../platform/deploy/job.ts';
import { type JobServices, runJob } from '../platform/deploy/run-job.ts';
import { collection, decodeDocument, encodeDocument } from '../platform/store/documents.ts';

export type Jobs = { readonly [N in JobName]: Job };

/** Runs a job for an admin, once per request id, with an audit entry in the commit that begins the run. */
export function runJobNow(services: JobServices & { readonly jobs: Jobs }): Handler<'runJob'> {
  const { db, now, jobs } = services;
  return async ({ requestId, job, reason }, context) => {
    assertFreshRequestId(requestId, now());
    const audit = collection(db, 'audit').doc(`job-${requestId}`);
    const entry: AuditEntry = {
      schemaVersion: 1,
      ...attribution(context),
      action: 'run-job',
      target: `jobs/${job}`,
      before: null,
      after: null,
      reason,
      createdAt: now(),
    };
    const encoded = await encodeDocument(db, AuditEntry, entry);
    const counts = await runJob(services, jobs[job], {
      traceId: context.traceId,
      byHand: (batch) => batch.create(audit, encoded),
    });
    if (counts) return { counts };
    const [requested, stored] = await db.getAll(audit, collection(db, 'jobs').doc(job));
    const state = stored && decodeDocument(JobState, stored)?.value;
    if (requested?.exists && state && state.lease.untilMs <= now()) return { counts: state.counts };
    throw new AppError('busy', { reason: 'job-running', retryAfterMs: 2_000 });
  };
}
