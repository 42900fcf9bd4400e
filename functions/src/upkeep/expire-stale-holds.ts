import { isPlaceholder, SECOND_MS } from '../contract/index.ts';
import type { Meter } from '../meter/lane/meter.ts';
import type { JobRun } from '../platform/deploy/job.ts';
import { log } from '../platform/signals/log.ts';
import type { Activities } from '../platform/store/activities.ts';
import type { Catalogs } from '../platform/store/catalogs.ts';
import { tryEach, workOff } from './work-off.ts';

/** The most that instances' clocks differ. A lease must have expired by all of them. */
const CLOCK_SKEW_MS = 5 * SECOND_MS;

export interface SweepServices {
  readonly meter: Meter;
  readonly activities: Activities;
  readonly catalogs: Catalogs;
  readonly now: () => number;
}

/**
 * Ends activities whose worker is lost, and releases the credits for what was not delivered. Deletes placeholders of
 * requests that never arrived. Safe to run concurrently with itself and with workers: each activity ends once.
 */
export async function expireStaleHolds(
  { meter, activities, catalogs, now }: SweepServices,
  { traceId, cursor, keep }: Pick<JobRun, 'traceId' | 'cursor' | 'keep'>,
): Promise<{ swept: number; failed: number }> {
  const { catalog } = await catalogs.current(0);
  const ending = { kind: 'swept', returnLimitMicros: catalog.clientReturnMicrosPerDay } as const;
  const actor = { kind: 'system', uid: null } as const;
  const { done, failed } = await workOff({
    find: (limit) => activities.abandoned(now() - CLOCK_SKEW_MS, limit),
    idOf: ({ id }) => id,
    work: (found) =>
      tryEach(
        found,
        ({ id, activity }) =>
          isPlaceholder(activity.value)
            ? activities.unreserve(id, activity)
            : meter.submit(
                activity.value.accountId,
                { kind: 'settle', activityId: id, actor, ending },
                activity,
              ),
        ({ id }, cause) => log.sweepFailed({ activityId: id, traceId, cause }),
      ),
    keep: () => keep(cursor),
  });
  return { swept: done, failed };
}
