import {
  AppError,
  activityIdOf,
  type Catalog,
  promptOf,
  type Quote,
  quoteInput,
  type Rejection,
  type RequestOf,
  textsOf,
} from '../contract/index.ts';
import type { CallContext } from '../platform/call-context.ts';
import { cancelActivity } from './cancel-activity.ts';
import { followActivity } from './follow-activity.ts';
import { type Held, holdCredits, type RunBy } from './hold-credits.ts';
import { QUEUE_LEASE_MS } from './queue-long-work.ts';
import type { Run, RunServices } from './run.ts';
import { runGeneration } from './run-generation.ts';
import { refuseSources } from './sources.ts';
import { LEASE_MS } from './time-limits.ts';

/** What is asked for, by whom, and on whose behalf it runs. */
export interface Asked {
  readonly request: RequestOf<'generate'>;
  readonly context: CallContext;
  /** Why the guard rejects it: only valid if nothing was held for it before. */
  readonly rejection: Rejection | null;
  /** The reel it is a step of. */
  readonly reelId: string | null;
  /** Asked once it is held: false cancels it. */
  readonly isWanted?: () => Promise<boolean>;
}

/** Holds credits, runs the work in this very call and settles; whoever asks again waits for the same outcome. */
export async function generateHere(
  services: RunServices,
  { endsAtMs, send, isWanted, ...asked }: Asked & Pick<Run, 'endsAtMs' | 'send'>,
): Promise<Awaited<ReturnType<typeof runGeneration>> & { activityId: string }> {
  const { request, context } = asked;
  const activityId = activityIdOf({ uid: context.uid, requestId: request.requestId });
  const flight = services.inFlight.takeOff(activityId);
  try {
    const held = await holdFor(services, { ...asked, runBy: { kind: 'call', worker: services.instanceId } });
    const mine = await followActivity(services, held, flight);
    if (mine.kind === 'ended') return { activityId, outcome: mine.outcome, output: null };

    send({ kind: 'held', activityId, heldMicros: mine.activity.value.heldMicros });
    const { quote, ownerNonce } = held;
    const isUnwanted = isWanted && !(await isWanted());
    const activity = isUnwanted ? await cancelActivity(services, activityId, mine.activity) : mine.activity;
    const work = { activityId, activity, ownerNonce, quote, input: request.input };
    const run = { ...work, signal: flight.signal, endsAtMs, send, gone: context.gone };
    return { activityId, ...(await runGeneration(services, run)) };
  } finally {
    flight.land();
  }
}

/** Holds credits for what a creator asks of the server. */
export async function holdFor(
  services: RunServices,
  { request, context, rejection, reelId, runBy }: Asked & { runBy: RunBy },
): Promise<Held> {
  const { operation, model, input } = request;
  const holdRequest = {
    ...request,
    prompt: promptOf(input),
    texts: textsOf(input),
    intent: { operation, model, input, runBy: 'server' },
    veto: rejection ?? (await refuseSources(services, { uid: context.uid, input })),
    quoteFrom: (catalog: Catalog) => quoteReachable(catalog, request, services.reachableProviders()),
    reelId,
    runBy,
    leaseMs: runBy.kind === 'queue' ? QUEUE_LEASE_MS : LEASE_MS,
  };
  return holdCredits(services, holdRequest, context);
}

/** Prices what is asked for. @throws AppError as `quoteInput` does, and `not-configured` where nobody could make it */
function quoteReachable(
  catalog: Catalog,
  request: RequestOf<'generate'>,
  reachable: ReadonlySet<string>,
): Quote {
  const quote = quoteInput(catalog, request);
  const { label, provider } = quote.model;
  if (reachable.has(provider)) return quote;
  throw new AppError(
    'not-configured',
    `${label} is not set up here. Nothing was charged. Try another model.`,
  );
}
