import { z } from 'zod';
import type { JobState } from './documents.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './time.ts';

/** What runs by itself, and how often: the schedules and the admin's page are both made from this table. */
export const jobs = {
  expireStaleHolds: {
    schedule: 'every 1 minutes',
    everyMs: MINUTE_MS,
  },
  expireLots: {
    schedule: 'every 1 hours',
    everyMs: HOUR_MS,
  },
  rollUpUsage: {
    schedule: 'every 5 minutes',
    everyMs: 5 * MINUTE_MS,
    finds: ['unreadable'],
  },
  resetRateLimits: {
    schedule: 'every 1 hours',
    everyMs: HOUR_MS,
  },
  cleanupOldData: {
    schedule: 'every day 02:30',
    everyMs: DAY_MS,
  },
  allotSubscriptions: {
    schedule: 'every 15 minutes',
    everyMs: 15 * MINUTE_MS,
  },
  pausePayments: {
    schedule: 'every 5 minutes',
    everyMs: 5 * MINUTE_MS,
  },
  retryParkedEvents: {
    schedule: 'every 5 minutes',
    everyMs: 5 * MINUTE_MS,
  },
  reconcileStripe: {
    schedule: 'every day 05:00',
    everyMs: DAY_MS,
    finds: ['differences'],
  },
  verifyLedger: {
    schedule: '*/10 3-6 * * *',
    everyMs: DAY_MS,
    finds: ['drifts'],
  },
  sealRecords: {
    schedule: 'every 5 minutes',
    everyMs: 5 * MINUTE_MS,
    finds: ['leftOut'],
  },
  verifyAudit: {
    schedule: 'every day 04:00',
    everyMs: DAY_MS,
    finds: ['findings'],
  },
  followAuth: {
    schedule: 'every day 01:30',
    everyMs: DAY_MS,
  },
  health: {
    schedule: 'every 5 minutes',
    everyMs: 5 * MINUTE_MS,
    finds: ['failing', 'jobsLate'],
  },
} as const satisfies Record<string, JobShape>;

interface JobShape {
  /** As Cloud Scheduler takes it; times are UTC. */
  readonly schedule: string;
  /** The time between two runs. */
  readonly everyMs: number;
  /** The counts of a run that say that something is wrong; of every job, `failed` does. */
  readonly finds?: readonly string[];
}

export type JobName = keyof typeof jobs;
export const JobName = z.enum(Object.keys(jobs) as [JobName, ...JobName[]]);

/**
 * How a job stands: `late` when it has not succeeded for two of its turns and ten minutes more; `found` when its last run
 * ended and found something that is wrong, or could not do all it had to.
 */
export type JobStanding = 'new' | 'running' | 'failed' | 'late' | 'found' | 'ok';

export function jobStanding(name: JobName, state: JobState | null, nowMs: number): JobStanding {
  return state && state.lease.untilMs > nowMs ? 'running' : settledStanding(name, state, nowMs);
}

/** Returns how a job stands by the runs that have ended: one that is under way hides nothing. */
export function settledStanding(
  name: JobName,
  state: JobState | null,
  nowMs: number,
): Exclude<JobStanding, 'running'> {
  if (!state) return 'new';
  const { lease, lastSuccessAt, lastFailure } = state;
  if (lastFailure && lastFailure.atMs >= (lastSuccessAt ?? 0)) return 'failed';
  // A run that was killed could not say that it failed.
  if (lastSuccessAt === null) return lease.untilMs > nowMs ? 'new' : 'failed';
  if (isLate(name, nowMs - lastSuccessAt)) return 'late';
  return countFound(name, state) > 0 ? 'found' : 'ok';
}

/** Whether so much time since a job succeeded is too much. */
export function isLate(name: JobName, sinceSuccessMs: number): boolean {
  return sinceSuccessMs > 2 * jobs[name].everyMs + 10 * MINUTE_MS;
}

/** Returns how much the last run of a job found that is wrong. */
export function countFound(name: JobName, { counts }: Pick<JobState, 'counts'>): number {
  const { finds = [] }: JobShape = jobs[name];
  return ['failed', ...finds].reduce((sum, what) => sum + (counts[what] ?? 0), 0);
}
