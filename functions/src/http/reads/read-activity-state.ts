import { AppError, activityIdOf, type OwnRequest, toWireFailure } from '../../contract/index.ts';
import type { Activities } from '../../platform/store/activities.ts';
import type { ActivityState } from '../answers.ts';

/** Returns the state of the caller's own request. @throws AppError `not-found` */
export async function readActivityState(activities: Activities, request: OwnRequest): Promise<ActivityState> {
  const [stored, output] = await Promise.all([activities.own(request), activities.output(request)]);
  if (!stored) throw new AppError('not-found', { reason: 'activity' });
  const { operation, kind, model, runBy, status, progress, failure, ...activity } = stored.value;
  const { priceMicros, heldMicros, capturedMicros, createdAt, startedAt, endedAt } = activity;
  return {
    requestId: request.requestId,
    activityId: activityIdOf(request),
    ...{ operation, kind, model, runBy, status, progress, priceMicros, heldMicros, capturedMicros },
    failure: failure && toWireFailure(failure),
    createdAtMs: createdAt,
    startedAtMs: startedAt,
    endedAtMs: endedAt,
    output,
  };
}
