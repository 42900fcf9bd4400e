import { type Activity, AppError, activityIdOf, SECOND_MS } from '../contract/index.ts';
import type { Activities } from '../platform/activities.ts';
import type { Versioned } from '../platform/documents.ts';
import type { Handler } from '../platform/handle-call.ts';
import { cancelActivity } from './cancel-activity.ts';
import type { RunServices } from './run.ts';

/** Longer than a request is on its way to its hold: moderated for at most 10 seconds, admitted within 5. */
const HOLD_PATIENCE_MS = 16 * SECOND_MS;

/**
 * Stops a request wherever it runs. What a stream has delivered is kept and charged, the rest comes back. A cancel that
 * overtakes its request waits until that is held, so that what is answered is always stored.
 */
export function cancelGeneration(services: RunServices): Handler<'cancelGeneration'> {
  return async ({ requestId }, { uid }) => {
    const activityId = activityIdOf({ uid, requestId });
    const stored = await untilHeld(services.activities, activityId);
    if (!stored) throw new AppError('not-found', 'There is no such request to cancel.');
    const { status } = (await cancelActivity(services, activityId, stored)).value;
    return { activityId, status };
  };
}

/** Resolves with an activity as soon as it is there; with null when it has not come in time. */
async function untilHeld(activities: Activities, activityId: string): Promise<Versioned<Activity> | null> {
  const stored = await activities.read(activityId);
  if (stored) return stored;
  const { promise, resolve } = Promise.withResolvers<Versioned<Activity> | null>();
  const stop = activities.watch(activityId, resolve);
  const timer = setTimeout(() => resolve(null), HOLD_PATIENCE_MS);
  const held = await promise;
  clearTimeout(timer);
  stop();
  return held ?? activities.read(activityId);
}
