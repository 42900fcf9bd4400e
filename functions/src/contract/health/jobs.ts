import { z } from 'zod';
import type { JobState } from '../documents/health-documents.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time.ts';

/** The scheduled jobs. The deployed schedules and the page System are both made from this table. */
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
  eraseAccounts: {
    schedule: 'every 1 hours',
    everyMs: HOUR_MS,
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
  keepRefundPromise: {
    schedule: 'every 15 minutes',
    everyMs: 15 * MINUTE_MS,
  },
  evaluateAlerts: {
    schedule: 'every 5 minutes',
    everyMs: 5 * MINUTE_MS,
  },
  sendReminders: {
    schedule: 'every day 08:00',
    everyMs: DAY_MS,
  },
  sendReports: {
    schedule: 'every 1 hours',
    everyMs: HOUR_MS,
  },
  deliverOutbox: {
    schedule: 'every 10 minutes',
    everyMs: 10 * MINUTE_MS,
  },
} as const satisfies Record<string, JobShape>;

interface JobShape {
  /** In the format of Cloud Scheduler; times are UTC. */
  readonly schedule: string;
  /** The time between two runs. */
  readonly everyMs: number;
  /** The counts of a run that mean a fault. For every job, `failed` does. */
  readonly finds?: readonly string[];
}

export type JobName = keyof typeof jobs;
export const JobName = z.enum(Object.keys(jobs) as [JobName, ...JobName[]]);

/**
 * The standing of a job. `late`: it has not succeeded for twice its interval plus ten minutes. `found`: its last run
 * found a fault, or could not do all its work.
 */
export type JobStanding = 'new' | 'running' | 'failed' | 'late' | 'found' | 'ok';

export function jobStanding(name: JobName, state: JobState | null, nowMs: number): JobStanding {
  return state && state.lease.untilMs > nowMs ? 'running' : settledStanding(name, state, nowMs);
}

/** Returns the standing of a job by the runs that have ended, so that a current run hides nothing. */
export function settledStanding(
  name: JobName,
  state: JobState | null,
  nowMs: number,
): Exclude<JobStanding, 'running'> {
  if (!state) return 'new';
  const { lease, lastSuccessAt, lastFailure } = state;
  if (lastFailure && lastFailure.atMs >= (lastSuccessAt ?? 0)) return 'failed';
  // A killed run could not record its failure.
  if (lastSuccessAt === null) return lease.untilMs > nowMs ? 'new' : 'failed';
  if (isLate(name, nowMs - lastSuccessAt)) return 'late';
  return countFound(name, state) > 0 ? 'found' : 'ok';
}

/** Returns whether a job's last success is too long ago. */
export function isLate(name: JobName, sinceSuccessMs: number): boolean {
  return sinceSuccessMs > 2 * jobs[name].everyMs + 10 * MINUTE_MS;
}

/** Returns the number of faults that the last run of a job found. */
export function countFound(name: JobName, { counts }: Pick<JobState, 'counts'>): number {
  const { finds = [] }: JobShape = jobs[name];
  return ['failed', ...finds].reduce((sum, what) => sum + (counts[what] ?? 0), 0);
}
