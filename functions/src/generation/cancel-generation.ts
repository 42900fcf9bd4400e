import { type Activity, AppError, activityIdOf, isPlaceholder, SECOND_MS } from '../contract/index.ts';
import type { Activities } from '../platform/activities.ts';
import type { Versioned } from '../platform/documents.ts';
import type { Handler } from '../platform/handle-call.ts';
import { cancelActivity } from './cancel-activity.ts';
import { placeholderOf } from './placeholder-of.ts';
import type { RunServices } from './run.ts';

/** Longer than a request is on its way to its hold: moderated for at most 10 seconds, admitted within 5. */
const HOLD_PATIENCE_MS = 16 * SECOND_MS;

/**
 * Stops a request wherever it runs. What a stream has delivered is kept and charged, the rest comes back. A cancel that
 * overtakes its request waits for it in its place, so that nothing is held when it comes.
 * @throws AppError `not-found` when it does not come; nothing is left of the cancel then
 */
export function cancelGeneration(services: RunServices): Handler<'cancelGeneration'> {
  const { activities, now } = services;
  return async ({ requestId }, context) => {
    const activityId = activityIdOf({ uid: context.uid, requestId });
    let stored = await activities.read(activityId);
    if (!stored || isPlaceholder(stored.value)) {
      const placeholder = placeholderOf(context, { requestId, nowMs: now() });
      stored = await inItsPlace(activities, activityId, placeholder);
    }
    if (!stored) throw new AppError('not-found', 'There is no such request to cancel.');
    const { status } = (await cancelActivity(services, activityId, stored)).value;
    return { activityId, status };
  };
}

/** Keeps a request's place until it comes; null when it has not come in time, and its place is free again. */
async function inItsPlace(
  activities: Activities,
  activityId: string,
  placeholder: Activity,
): Promise<Versioned<Activity> | null> {
  await activities.reserve(activityId, placeholder);
  const { promise, resolve } = Promise.withResolvers<Versioned<Activity> | null>();
  const stop = activities.watch(activityId, (seen) => {
    if (!isPlaceholder(seen.value)) resolve(seen);
  });
  const timer = setTimeout(() => resolve(null), HOLD_PATIENCE_MS);
  const come = await promise;
  clearTimeout(timer);
  stop();
  if (come) return come;
  const left = await activities.read(activityId);
  if (!left || !isPlaceholder(left.value)) return left;
  return (await activities.unreserve(activityId, left)) ? null : activities.read(activityId);
}
