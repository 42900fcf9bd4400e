import { AppError, activityIdOf, toWireFailure } from '../contract/index.ts';
import type { Activities } from '../platform/activities.ts';
import type { ActivityState } from './answers.ts';

/** How a request of one's own stands. @throws AppError `not-found` */
export async function readActivityState(
  activities: Activities,
  { uid, requestId }: { uid: string; requestId: string },
): Promise<ActivityState> {
  const activityId = activityIdOf({ uid, requestId });
  const [stored, output] = await Promise.all([activities.read(activityId), activities.output(activityId)]);
  if (!stored) throw new AppError('not-found', { reason: 'activity' });
  const { operation, kind, model, runBy, status, progress, failure, ...activity } = stored.value;
  const { priceMicros, heldMicros, capturedMicros, createdAt, startedAt, endedAt } = activity;
  return {
    requestId,
    activityId,
    ...{ operation, kind, model, runBy, status, progress, priceMicros, heldMicros, capturedMicros },
    failure: failure && toWireFailure(failure),
    createdAtMs: createdAt,
    startedAtMs: startedAt,
    endedAtMs: endedAt,
    output,
  };
}
