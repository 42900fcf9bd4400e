import { AppError, MINUTE_MS, quote } from '../contract/index.ts';
import type { Handler } from '../platform/callable.ts';
import { type HoldServices, holdCredits } from './hold-credits.ts';
import { holdStateOf } from './hold-state.ts';

/** How long an app has to report how its work ended, before the hold is given back. */
const CLIENT_LEASE_MS = 15 * MINUTE_MS;

export function validateAndDeductCredits(services: HoldServices): Handler<'validateAndDeductCredits'> {
  return async (request, context, _send, rejection = null) => {
    const { requestId, operation, model, quantity, prompt } = request;
    const held = await holdCredits(
      services,
      {
        ...request,
        texts: [prompt],
        intent: { requestId, operation, model, quantity, prompt, runBy: 'client' },
        quoteFrom: (catalog) => quote(catalog, request),
        veto: rejection,
        reelId: null,
        runBy: { kind: 'client' },
        leaseMs: CLIENT_LEASE_MS,
      },
      context,
    );
    const { failure } = held.activity.value;
    if (failure?.code === 'cancelled') throw new AppError(failure.code, failure.message);
    return holdStateOf(held.activityId, held.outcome, services.now());
  };
}
