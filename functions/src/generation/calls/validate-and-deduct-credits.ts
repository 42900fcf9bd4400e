import { AppError } from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { toHoldState } from '../hold-state.ts';
import { admit } from '../pipeline.ts';
import type { HoldServices } from '../services.ts';

/** Holds credits for work that an app runs itself. */
export function validateAndDeductCredits(services: HoldServices): Handler<'validateAndDeductCredits'> {
  return async (request, context, _send, rejection = null) => {
    const held = await admit(services, { request, context, rejection, reelId: null, runBy: 'client' });
    const { failure } = held.activity.value;
    if (failure?.code === 'cancelled') throw new AppError('cancelled', { reason: 'before-hold' });
    return toHoldState(held.activityId, held.outcome, services.now());
  };
}
