import { activityIdOf, promptOf, quoteInput, type RequestOf } from '../contract/index.ts';
import type { Handler } from '../platform/callable.ts';
import { answerOf } from './answer-of.ts';
import { followActivity } from './follow-activity.ts';
import { type HoldRequest, holdCredits } from './hold-credits.ts';
import { LEASE_MS, type RunServices, WORK_DEADLINE_MS } from './run.ts';
import { runGeneration } from './run-generation.ts';
import { refuseSources } from './sources.ts';

/** Holds credits, runs the work on a provider and settles; a repeated request gets the first one's outcome. */
export function generate(services: RunServices): Handler<'generate'> {
  return async (request, context, send) => {
    const activityId = activityIdOf({ uid: context.uid, requestId: request.requestId });
    const flight = services.inFlight.takeOff(activityId);
    try {
      const veto = await refuseSources(services, { uid: context.uid, input: request.input });
      const held = await holdCredits(
        services,
        { ...holdRequestOf(request, services.instanceId), veto },
        context,
      );
      const mine = await followActivity(services, held, flight);
      if (mine.kind === 'ended') return await answerOf(services, activityId, mine.outcome);

      const { value } = mine.activity;
      send({ kind: 'held', activityId, heldMicros: value.heldMicros });
      const { input } = request;
      const { signal } = flight;
      const { quote, ownerNonce } = held;
      const work = { activityId, activity: mine.activity, ownerNonce, quote, input };
      const run = { ...work, signal, deadlineMs: WORK_DEADLINE_MS, send };
      const { outcome, output } = await runGeneration(services, run);
      return await answerOf(services, activityId, outcome, output);
    } finally {
      flight.land();
    }
  };
}

function holdRequestOf(request: RequestOf<'generate'>, instanceId: string): Omit<HoldRequest, 'veto'> {
  const { operation, model, input } = request;
  return {
    ...request,
    prompt: promptOf(input),
    intent: { operation, model, input, runBy: 'server' },
    quoteFrom: (catalog) => quoteInput(catalog, request),
    worker: instanceId,
    leaseMs: LEASE_MS,
  };
}
