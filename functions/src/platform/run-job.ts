import { randomUUID } from 'node:crypto';
import type { Firestore, WriteBatch } from 'firebase-admin/firestore';
import { type JobName, JobState } from '../contract/index.ts';
import { collection, decodeDocument, encodeDocument, type Versioned, writeOver } from './documents.ts';
import { type Counts, type Job, JobConflict } from './job.ts';
import { landed, UNLESS_CONFLICT } from './landed.ts';
import { log } from './log.ts';

/** Shorter than the interval of the most frequent job, so that no run waits for a killed one. */
const LEASE_MS = 50_000;
const MAX_MESSAGE_LENGTH = 300;

export interface JobServices {
  readonly db: Firestore;
  readonly now: () => number;
  /** Called when a run has ended, successfully or not, and its state is stored. */
  readonly jobEnded?: (name: JobName) => Promise<void>;
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
  try {
    const keep = (cursor: string | null) => claim.write({ cursor });
    const counts = await job.run({ traceId, isByHand: byHand !== null, cursor: claim.cursor, keep });
    const { tookMs, untilMs } = ended();
    await claim.write({ lastSuccessAt: untilMs, tookMs, counts }, untilMs);
    log.jobEnded({ job: job.name, tookMs, counts, traceId });
    await tellEnd(services, job.name);
    return counts;
  } catch (cause) {
    log.jobFailed({ job: job.name, traceId, cause });
    if (!(cause instanceof JobConflict)) {
      const { tookMs, untilMs } = ended();
      await claim.write({ tookMs, lastFailure: { atMs: untilMs, message: messageOf(cause) } }, untilMs);
      await tellEnd(services, job.name);
    }
    throw cause;
  }
}

/** Reports the end of a run. Never throws, because the run has ended in any case. */
async function tellEnd({ jobEnded }: JobServices, name: JobName): Promise<void> {
  await jobEnded?.(name).catch((cause: unknown) => log.jobEndNotReported({ job: name, cause }));
}

interface Claim {
  /** Where the previous run stopped. */
  readonly cursor: string | null;
  /** Extends the lease. @throws JobConflict when another run has begun */
  write(change: Partial<JobState>, untilMs?: number): Promise<void>;
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
    async write(change, untilMs = now() + LEASE_MS) {
      own = own && (await replace(own, { ...own.value, ...change, lease: { run, untilMs } }));
      if (!own) throw new JobConflict(`Another run of ${job.name} has begun`);
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
} as const;

/** Returns an error's own message, for admins. These messages name no person. */
function messageOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : 'Something was thrown that is no error';
  return message.slice(0, MAX_MESSAGE_LENGTH);
}
