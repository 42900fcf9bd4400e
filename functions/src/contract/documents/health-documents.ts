import { z } from 'zod';
import { HealthFault } from '../health/health-fault.ts';
import { JobFault, JobRuns } from '../health/job-runs.ts';
import { schemaVersion, since } from '../store/stored-document.ts';
import { Time, TimeMs } from '../time.ts';

/** `jobs/{name}`: the state of a scheduled job. */
export const JobState = z.strictObject({
  schemaVersion,
  /** The latest run, and the time until which no other run begins. */
  lease: z.strictObject({ run: z.string(), untilMs: TimeMs }),
  lastStartAt: Time,
  lastSuccessAt: Time.nullable(),
  lastFailure: z
    .strictObject({
      atMs: TimeMs,
      /** In English, of earlier builds; empty since. */
      message: z.string(),
      fault: since(3, JobFault),
    })
    .nullable(),
  /** How long the last run took that ended, and what it did. */
  tookMs: z.int().min(0).nullable(),
  counts: z.record(z.string(), z.int()),
  /** The position at which the next run continues; null: at the start. */
  cursor: z.string().nullable(),
  /** The latest runs that have ended, newest first. */
  runs: since(3, z.array(JobRuns)),
});
export type JobState = z.infer<typeof JobState>;

/** `off`: not configured, so it isn't checked. */
const HealthStatus = z.enum(['ok', 'failing', 'off']);
const HealthCheck = z.strictObject({
  name: z.string(),
  status: HealthStatus,
  tookMs: z.int().min(0),
  /** A description of the fault in English, from earlier builds. */
  note: z.string().nullable(),
  fault: since(3, HealthFault),
});
export type HealthCheck = z.infer<typeof HealthCheck>;

/** `system_config/health`: the result of the last check of each part, provider and job. */
export const HealthReport = z.strictObject({
  schemaVersion,
  /** `down`: nothing can be generated; `degraded`: something is wrong. */
  status: z.enum(['ok', 'degraded', 'down']),
  parts: z.array(HealthCheck),
  providers: z.array(HealthCheck),
  jobs: z.array(
    z.strictObject({
      name: z.string(),
      standing: z.enum(['new', 'running', 'failed', 'late', 'ok']),
      lastSuccessAgeMs: z.int().min(0).nullable(),
    }),
  ),
  checkedAt: Time,
});
export type HealthReport = z.infer<typeof HealthReport>;
