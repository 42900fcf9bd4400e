import { activityIdOf, isLong, promptOf, quoteInput, type RequestOf } from '../contract/index.ts';
import type { CallContext } from '../platform/call-context.ts';
import type { Handler } from '../platform/callable.ts';
import { answerOf } from './answer-of.ts';
import { followActivity } from './follow-activity.ts';
import { type Held, holdCredits, type RunBy } from './hold-credits.ts';
import { type Enqueue, QUEUE_LEASE_MS, queueLongWork } from './queue-long-work.ts';
import { LEASE_MS, type RunServices, WORK_DEADLINE_MS } from './run.ts';
import { runGeneration } from './run-generation.ts';
import { refuseSources } from './sources.ts';

/** Holds credits, runs the work on a provider and settles; a repeated request gets the first one's outcome. */
export function generate(services: RunServices & { readonly enqueue: Enqueue }): Handler<'generate'> {
  return async (request, context, send) => {
    if (isLong(request.input)) {
      const held = await hold(services, { request, context, runBy: { kind: 'queue' } });
      return queueLongWork(services, { held, input: request.input });
    }
    const activityId = activityIdOf({ uid: context.uid, requestId: request.requestId });
    const flight = services.inFlight.takeOff(activityId);
    try {
      const runBy = { kind: 'call', worker: services.instanceId } as const;
      const held = await hold(services, { request, context, runBy });
      const mine = await followActivity(services, held, flight);
      if (mine.kind === 'ended') return await answerOf(services, activityId, mine.outcome);

      const { value } = mine.activity;
      send({ kind: 'held', activityId, heldMicros: value.heldMicros });
      const { quote, ownerNonce } = held;
      const work = { activityId, activity: mine.activity, ownerNonce, quote, input: request.input };
      const run = { ...work, signal: flight.signal, deadlineMs: WORK_DEADLINE_MS, send };
      const { outcome, output } = await runGeneration(services, run);
      return await answerOf(services, activityId, outcome, output);
    } finally {
      flight.land();
    }
  };
}

async function hold(
  services: RunServices,
  { request, context, runBy }: { request: RequestOf<'generate'>; context: CallContext; runBy: RunBy },
): Promise<Held> {
  const { operation, model, input } = request;
  const holdRequest = {
    ...request,
    prompt: promptOf(input),
    intent: { operation, model, input, runBy: 'server' },
    veto: await refuseSources(services, { uid: context.uid, input }),
    quoteFrom: (catalog: Parameters<typeof quoteInput>[0]) => quoteInput(catalog, request),
    runBy,
    leaseMs: runBy.kind === 'queue' ? QUEUE_LEASE_MS : LEASE_MS,
  };
  return holdCredits(services, holdRequest, context);
}
