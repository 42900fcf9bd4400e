import { z } from 'zod';
import type { JobState } from './documents.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './time.ts';

/** What runs by itself, and how often: the schedules and the admin's page are both made from this table. */
export const jobs = {
  expireStaleHolds: {
    schedule: 'every 1 minutes',
    everyMs: MINUTE_MS,
    about: 'Gives back the credits of requests that no worker is left to end.',
  },
  expireLots: {
    schedule: 'every 1 hours',
    everyMs: HOUR_MS,
    about: 'Takes out what is left of credits whose time is over.',
  },
  rollUpUsage: {
    schedule: 'every 5 minutes',
    everyMs: 5 * MINUTE_MS,
    about: 'Logs what has ended, each request once, and adds it to the roll-ups.',
    finds: ['unreadable'],
  },
  resetRateLimits: {
    schedule: 'every 1 hours',
    everyMs: HOUR_MS,
    about: 'Forgets addresses whose limits hold nothing any more.',
  },
  cleanupOldData: {
    schedule: 'every day 02:30',
    everyMs: DAY_MS,
    about: 'Removes requests and results older than 90 days; never the ledger, abuse or audit.',
  },
  allotSubscriptions: {
    schedule: 'every 15 minutes',
    everyMs: 15 * MINUTE_MS,
    about: 'Allots the months that are due of plans paid for by the year.',
  },
  pausePayments: {
    schedule: 'every 5 minutes',
    everyMs: 5 * MINUTE_MS,
    about: 'Pauses what suspended accounts pay, and ends it for people who were deleted.',
  },
  retryParkedEvents: {
    schedule: 'every 5 minutes',
    everyMs: 5 * MINUTE_MS,
    about: 'Handles Stripe’s events again that came before what they are about.',
  },
  reconcileStripe: {
    schedule: 'every day 05:00',
    everyMs: DAY_MS,
    about: 'Compares Stripe’s payments with ours and the ledger, both ways; it repairs nothing.',
    finds: ['differences'],
  },
  verifyLedger: {
    schedule: '*/10 3-6 * * *',
    everyMs: DAY_MS,
    about:
      'Holds the books of every account against every invariant; a pass a night, and it repairs nothing.',
    finds: ['drifts'],
  },
  sealRecords: {
    schedule: 'every 5 minutes',
    everyMs: 5 * MINUTE_MS,
    about: 'Seals what is new in each ledger and in the audit log.',
    finds: ['leftOut'],
  },
  verifyAudit: {
    schedule: 'every day 04:00',
    everyMs: DAY_MS,
    about: 'Holds the audit log against its seals; it repairs nothing.',
    finds: ['findings'],
  },
  followAuth: {
    schedule: 'every day 01:30',
    everyMs: DAY_MS,
    about:
      'Brings names and e-mail addresses up to what Firebase Auth says, and forgets who was deleted there.',
  },
  health: {
    schedule: 'every 5 minutes',
    everyMs: 5 * MINUTE_MS,
    about: 'Looks at each part, each provider and each job.',
    finds: ['failing', 'jobsLate'],
  },
} as const satisfies Record<string, JobShape>;

interface JobShape {
  /** As Cloud Scheduler takes it; times are UTC. */
  readonly schedule: string;
  /** The time between two runs. */
  readonly everyMs: number;
  readonly about: string;
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
