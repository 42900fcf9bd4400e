import { z } from 'zod';
import type { JobState } from './documents.ts';
import { MINUTE_MS } from './time.ts';

/** What runs by itself, and how often: the schedules and the admin's page are both made from this table. */
export const jobs = {
  expireStaleHolds: {
    schedule: 'every 1 minutes',
    everyMs: MINUTE_MS,
    about: 'Gives back the credits of requests that no worker is left to end.',
  },
} as const satisfies Record<string, JobShape>;

interface JobShape {
  /** As Cloud Scheduler takes it; times are UTC. */
  readonly schedule: string;
  /** The time between two runs. */
  readonly everyMs: number;
  readonly about: string;
}

export type JobName = keyof typeof jobs;
export const JobName = z.enum(Object.keys(jobs) as [JobName, ...JobName[]]);

/** How a job stands: `late` when it has not succeeded for two of its turns and ten minutes more. */
export type JobStanding = 'new' | 'running' | 'failed' | 'late' | 'ok';

export function jobStanding(name: JobName, state: JobState | null, nowMs: number): JobStanding {
  if (!state) return 'new';
  const { lease, lastSuccessAt, lastFailure } = state;
  if (lease.untilMs > nowMs) return 'running';
  if (lastFailure && lastFailure.atMs >= (lastSuccessAt ?? 0)) return 'failed';
  if (lastSuccessAt === null) return 'new';
  return nowMs - lastSuccessAt > 2 * jobs[name].everyMs + 10 * MINUTE_MS ? 'late' : 'ok';
}
