import type { JobName } from '../contract/index.ts';
import type { Job } from '../platform/job.ts';
import { expireStaleHolds, type UpkeepServices } from './expire-stale-holds.ts';

/** Every job of the contract. */
export type Jobs = { readonly [N in JobName]: Job };

export function createJobs(services: UpkeepServices): Jobs {
  return {
    expireStaleHolds: { name: 'expireStaleHolds', run: (run) => expireStaleHolds(services, run) },
  };
}
