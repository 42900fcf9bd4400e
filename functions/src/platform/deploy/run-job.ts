import { randomUUID } from 'node:crypto';
import type { Firestore, WriteBatch } from 'firebase-admin/firestore';
import {
  AppError,
  addJobRun,
  type JobFault,
  type JobName,
  type JobRuns,
  JobState,
} from '../../contract/index.ts';
import { log } from '../signals/log.ts';
import { collection, decodeDocument, encodeDocument, type Versioned, writeOver } from '../store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../store/landed.ts';
import { type Counts, type Job, JobConflict } from './job.ts';

/** Shorter than the interval of the most frequent job, so that no run waits for a killed one. */
const LEASE_MS = 50_000;

export interface JobServices {
  readonly db: Firestore;
  readonly now: () => number;
  /** Called with the stored state of a job when a run has ended, successfully or not. */
  readonly jobEnded?: (name: JobName, state: JobState) => Promise<void>;
}

export interface JobRequest {
  readonly traceId: string;
  /** Adds writes to the commit that begins the run; null: the schedule started it. */
  readonly byHand: ((batch: WriteBatch) => void) | null;
}

/**
 * Runs a job, and stores its state in `jobs/{name}`.
 * @returns its counts; null while another run is in progress
 * @throws the error of the job, after it has been stored
 */
export async function runJob(
  services: JobServices,
  job: Job,
  { traceId, byHand }: JobRequest,
): Promise<Counts | null> {
  const { now } = services;
  const claim = await claimRun(services, job, byHand);
  if (!claim) {
    log.jobSkipped({ job: job.name, traceId });
    return null;
  }
  const startedMs = now();
  const ended = () => ({ tookMs: now() - startedMs, untilMs: now() });
  const runsWith = (run: { tookMs: number; counts: Counts; fault: JobFault | null }) =>
    addJobRun(claim.runs, { firstAtMs: startedMs, ...run });
  try {
    const keep = async (cursor: string | null) => void (await claim.write({ cursor }));
    const counts = await job.run({ traceId, isByHand: byHand !== null, cursor: claim.cursor, keep });
    const { tookMs, untilMs } = ended();
    const runs = runsWith({ tookMs, counts, fault: null });
    const state = await claim.write({ lastSuccessAt: untilMs, tookMs, counts, runs }, untilMs);
    log.jobEnded({ job: job.name, tookMs, counts, traceId });
    await tellEnd(services, job.name, state);
    return counts;
  } catch (cause) {
    log.jobFailed({ job: job.name, traceId, cause });
    if (!(cause instanceof JobConflict)) {
      const { tookMs, untilMs } = ended();
      const fault = faultOf(cause);
      const lastFailure = { atMs: untilMs, message: '', fault };
      const runs = runsWith({ tookMs, counts: {}, fault });
      const state = await claim.write({ tookMs, lastFailure, runs }, untilMs);
      await tellEnd(services, job.name, state);
    }
    throw cause;
  }
}

/** Reports the end of a run. Never throws, because the run has ended in any case. */
async function tellEnd({ jobEnded }: JobServices, name: JobName, state: JobState): Promise<void> {
  await jobEnded?.(name, state).catch((cause: unknown) => log.jobEndNotReported({ job: name, cause }));
}

interface Claim {
  /** The position at which the previous run stopped. */
  readonly cursor: string | null;
  /** The previous runs, newest first. */
  readonly runs: readonly JobRuns[];
  /** Extends the lease. @throws JobConflict when another run has begun */
  write(change: Partial<JobState>, untilMs?: number): Promise<JobState>;
}

async function claimRun(
  { db, now }: JobServices,
  job: Job,
  begin: JobRequest['byHand'],
): Promise<Claim | null> {
  const reference = collection(db, 'jobs').doc(job.name);
  const run = randomUUID();
  const read = async () => decodeDocument(JobState, await reference.get());

  /** Replaces the state and returns the new one; null if another run has changed it. */
  async function replace(
    was: Versioned<JobState> | null,
    value: JobState,
  ): Promise<Versioned<JobState> | null> {
    const batch = db.batch();
    const data = await encodeDocument(db, JobState, value);
    writeOver(batch, reference, { was: was?.version ?? null, data });
    if (was?.value.lease.run !== run) begin?.(batch);
    const [written] = (await landed(batch.commit(), UNLESS_CONFLICT)) ?? [];
    if (written) return { value, version: written.writeTime };
    const stored = await read();
    return stored?.value.lease.run === run ? stored : null;
  }

  const was = await read();
  const nowMs = now();
  if (was && was.value.lease.untilMs > nowMs) return null;
  const lease = { run, untilMs: nowMs + LEASE_MS };
  let own = await replace(was, { ...neverRun, ...was?.value, lease, lastStartAt: nowMs });
  if (!own) return null;
  return {
    cursor: own.value.cursor,
    runs: own.value.runs ?? [],
    async write(change, untilMs = now() + LEASE_MS) {
      own = own && (await replace(own, { ...own.value, ...change, lease: { run, untilMs } }));
      if (!own) throw new JobConflict(`Another run of ${job.name} has begun`);
      return own.value;
    },
  };
}

const neverRun = {
  schemaVersion: 1,
  lastSuccessAt: null,
  lastFailure: null,
  tookMs: null,
  counts: {},
  cursor: null,
  runs: null,
} as const;

/** Returns the fault that is stored for admins. Details of unexpected errors are in the log only. */
function faultOf(cause: unknown): JobFault {
  return cause instanceof AppError
    ? { code: cause.code, details: cause.details }
    : { code: 'unexpected', details: {} };
}
