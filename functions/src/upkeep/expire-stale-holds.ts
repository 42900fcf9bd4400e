import { SECOND_MS } from '../contract/index.ts';
import type { Meter } from '../meter/meter.ts';
import type { Activities } from '../platform/activities.ts';
import type { Catalogs } from '../platform/catalogs.ts';
import type { JobRun } from '../platform/job.ts';
import { log } from '../platform/log.ts';

/** Instances' clocks may differ by this much: a lease has run out only when it has on all of them. */
const CLOCK_SKEW_MS = 5 * SECOND_MS;
const PAGE = 200;
const MAX_PAGES = 50;

export interface UpkeepServices {
  readonly meter: Meter;
  readonly activities: Activities;
  readonly catalogs: Catalogs;
  readonly now: () => number;
}

/**
 * Ends what no worker is left to end: credits for what was not delivered go back. Safe to run at once with itself and
 * with the workers; each activity ends once.
 */
export async function expireStaleHolds(
  services: UpkeepServices,
  { traceId }: Pick<JobRun, 'traceId'>,
): Promise<{ swept: number; failed: number }> {
  const { meter, activities, catalogs, now } = services;
  const { catalog } = await catalogs.current(0);
  const ending = { kind: 'swept', returnLimitMicros: catalog.clientReturnMicrosPerDay } as const;
  const actor = { kind: 'system', uid: null } as const;
  const seen = new Set<string>();
  let failed = 0;
  for (let page = 0; page < MAX_PAGES; page++) {
    const found = await activities.abandoned(now() - CLOCK_SKEW_MS, PAGE + failed);
    const fresh = found.filter(({ id }) => !seen.has(id));
    if (fresh.length === 0) break;
    await Promise.all(
      fresh.map(async ({ id, activity }) => {
        seen.add(id);
        try {
          await meter.submit(
            activity.value.accountId,
            { kind: 'settle', activityId: id, actor, ending },
            activity,
          );
        } catch (cause) {
          failed++;
          log.sweepFailed({ activityId: id, traceId, cause });
        }
      }),
    );
  }
  return { swept: seen.size - failed, failed };
}
