import { randomUUID } from 'node:crypto';
import { onSchedule, type ScheduleOptions } from 'firebase-functions/scheduler';
import { jobs } from '../contract/index.ts';
import type { Job } from './job.ts';
import { type JobServices, runJob } from './run-job.ts';

/** A job of the contract, run by the clock. */
export function scheduled(services: JobServices, job: Job, options: Omit<ScheduleOptions, 'schedule'> = {}) {
  const { schedule } = jobs[job.name];
  return onSchedule({ timeZone: 'Etc/UTC', timeoutSeconds: 540, ...options, schedule }, async () => {
    await runJob(services, job, { traceId: randomUUID().replaceAll('-', ''), byHand: null });
  });
}
