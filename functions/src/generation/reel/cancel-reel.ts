import { AppError, activityIdOf } from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { cancelActivity } from '../cancel-activity.ts';
import type { ReelServices } from './reel-services.ts';

/**
 * Stops a reel: cancels the current step, and keeps what is done. The reel is marked before its step is looked up, and
 * a step checks its reel after its hold, so one of them always sees the other. Safe to repeat.
 */
export function cancelReel(services: ReelServices): Handler<'cancelReel'> {
  const { activities, reels } = services;
  return async ({ reelId }, { accountId, uid }) => {
    for (;;) {
      const stored = await reels.read({ accountId, uid, reelId });
      if (!stored) throw new AppError('not-found', { reason: 'reel' });
      const { status, steps } = stored.value;
      if (status === 'completed') return { reelId, status };
      if (status !== 'cancelled' && !(await reels.update(stored, { status: 'cancelled' }))) continue;
      const running = steps.find((step) => step.status === 'running');
      if (running?.requestId) await cancelStep(activityIdOf({ accountId, requestId: running.requestId }));
      return { reelId, status: 'cancelled' };
    }
  };

  async function cancelStep(activityId: string): Promise<void> {
    const held = await activities.read(activityId);
    if (held) await cancelActivity(services, activityId, held);
  }
}
