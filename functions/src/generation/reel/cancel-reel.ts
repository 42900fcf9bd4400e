import { AppError } from '../../contract/index.ts';
import type { Handler } from '../../platform/handle-call.ts';
import { cancelGeneration } from '../cancel-generation.ts';
import type { ReelServices } from './reel-services.ts';

/** Stops a reel: the step under way is cancelled, what is done stays. */
export function cancelReel(services: ReelServices): Handler<'cancelReel'> {
  const { reels } = services;
  return async ({ reelId }, context) => {
    for (;;) {
      const stored = await reels.read(context.uid, reelId);
      if (!stored) throw new AppError('not-found', 'There is no such reel.');
      const { status, steps } = stored.value;
      if (status === 'completed' || status === 'cancelled') return { reelId, status };
      if (!(await reels.update(stored, { status: 'cancelled' }))) continue;
      const { requestId } = steps.find((step) => step.status === 'running') ?? { requestId: null };
      if (requestId) await cancelStep(requestId);
      return { reelId, status: 'cancelled' };
    }

    /** A step that has not held anything yet finds the reel stopped when it has. */
    async function cancelStep(requestId: string): Promise<void> {
      try {
        await cancelGeneration(services)({ requestId }, context, () => undefined);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'not-found') throw error;
      }
    }
  };
}
