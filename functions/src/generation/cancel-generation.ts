import { AppError, activityIdOf } from '../contract/index.ts';
import type { Command } from '../meter/commands.ts';
import type { Handler } from '../platform/handle-call.ts';
import type { RunServices } from './run.ts';

/** Stops a request wherever it runs. What a stream has delivered is kept and charged, the rest comes back. */
export function cancelGeneration(services: RunServices): Handler<'cancelGeneration'> {
  return async ({ requestId }, { uid }) => {
    const activityId = activityIdOf({ uid, requestId });
    const stored = await services.activities.read(activityId);
    if (!stored) throw new AppError('not-found', 'There is no such request to cancel.');
    const { accountId, runBy, status, worker } = stored.value;
    if (runBy === 'client') {
      throw new AppError('permission-denied', 'An app ends this one itself: call updateAIActivityStatus.');
    }
    if (worker === services.instanceId && services.inFlight.cancel(activityId)) return { activityId, status };

    const actor = { kind: 'person', uid } as const;
    const command: Command =
      status === 'pending'
        ? { kind: 'settle', activityId, actor, ending: { kind: 'withdrawn' } }
        : { kind: 'amend', activityId, change: { kind: 'cancel' } };
    const { activity } = await services.meter.submit(accountId, command, stored);
    return { activityId, status: activity?.value.status ?? status };
  };
}
