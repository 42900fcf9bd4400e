import type { JobRun } from '../../src/platform/deploy/job.ts';

/** A run of a job that nobody else knows of. */
export const oneRun: JobRun = {
  traceId: 'test',
  isByHand: false,
  cursor: null,
  keep: async () => undefined,
};
