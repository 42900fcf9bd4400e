import { AppError, activityIdOf, MINUTE_MS, requestTimeMs } from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { cancelActivity } from '../cancel-activity.ts';
import type { OwnServices } from '../services.ts';
import { toPlaceholder } from '../to-placeholder.ts';

/** Much longer than a request takes until its hold: it is moderated for at most 10 seconds and admitted within 5. */
const ON_ITS_WAY_MS = MINUTE_MS;

/**
 * Stops a request wherever it runs. What a stream has delivered is kept and charged, and the rest is released. A cancel
 * that overtakes its request creates a placeholder, so that nothing is held when the request arrives.
 * @throws AppError `not-found` when there is no such request and none can be on its way
 */
export function cancelGeneration(services: OwnServices): Handler<'cancelGeneration'> {
  const { activities, now } = services;
  return async ({ requestId }, context) => {
    const { accountId, uid } = context;
    const own = { accountId, uid, requestId };
    const activityId = activityIdOf(own);
    let stored = await activities.own(own);
    if (!stored && now() - requestTimeMs(requestId) < ON_ITS_WAY_MS) {
      await activities.reserve(activityId, toPlaceholder(context, { requestId, nowMs: now() }));
      stored = await activities.own(own);
    }
    if (!stored) throw new AppError('not-found', { reason: 'activity' });
    const { status } = (await cancelActivity(services, activityId, stored)).value;
    return { activityId, status };
  };
}
