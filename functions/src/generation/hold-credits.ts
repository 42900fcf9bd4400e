import { randomInt, randomUUID } from 'node:crypto';
import {
  ACTIVITY_SHARDS,
  type Activity,
  AppError,
  activityIdOf,
  balanceMicros,
  firstSlice,
  LEASE_MS,
  MINUTE_MS,
  PROMPT_PREVIEW_LENGTH,
  type Prompt,
  preview,
  type Quote,
  type Rejection,
} from '../contract/index.ts';
import type { Command } from '../meter/commands.ts';
import type { Outcome } from '../meter/lane/waiting.ts';
import { keyedDigest } from '../platform/digest.ts';
import type { Versioned } from '../platform/store/documents.ts';
import { type Offer, requestPrompt, type WorkRequest } from './price-request.ts';
import type { HoldServices } from './services.ts';

/** The time that a call, a waiting task or an app has before the credits of its work are released. */
const leaseMs = { call: LEASE_MS, host: LEASE_MS, queue: 30 * MINUTE_MS, client: 15 * MINUTE_MS };

export interface Held {
  readonly activityId: string;
  readonly activity: Versioned<Activity>;
  readonly outcome: Outcome;
  /** Made for this call, which may run the work only while the activity has this nonce. */
  readonly ownerNonce: string;
  /** Null if this call was rejected and an earlier call made the hold. */
  readonly quote: Quote | null;
}

/**
 * Holds the credits for a priced request, or finds the hold of an earlier call.
 * @throws AppError the rejection, of the request itself or by the account
 */
export async function holdCredits(
  services: HoldServices,
  work: WorkRequest,
  offer: Offer | Rejection,
): Promise<Held> {
  const { digestKey, now, instanceId } = services;
  const { request, context, reelId, runBy } = work;
  const { requestId, operation } = request;
  const { accountId, uid, email, name, client, traceId } = context;
  const activityId = activityIdOf({ accountId, requestId });
  const ownerNonce = randomUUID();
  const prompt = requestPrompt(request);
  const promptPreview = preview(prompt, PROMPT_PREVIEW_LENGTH);
  const whole: Prompt = { schemaVersion: 1, accountId, uid, prompt, createdAt: now() };
  const offered = offer instanceof AppError ? null : offer;
  const { quote = null, guest = null } = offered ?? {};
  const model = quote?.modelName ?? request.model ?? '';
  const isRunHere = runBy === 'call' || runBy === 'host';
  const outcome = await submit(services, {
    kind: 'hold',
    activityId,
    prompts: promptPreview === prompt ? [] : [{ kind: 'prompt', id: activityId, value: whole }],
    draft: {
      ...{ accountId, uid, requestId, email, name, operation, model, reelId, client, traceId },
      // A rejected request has no offer, and its draft is never stored.
      kind: quote?.operation.kind ?? 'image',
      runBy: runBy === 'client' || runBy === 'host' ? runBy : 'server',
      status: isRunHere ? 'processing' : 'pending',
      intentDigest: keyedDigest(digestKey(), JSON.stringify(intentOf(request))),
      promptPreview,
      promptDigest: keyedDigest(digestKey(), prompt),
      catalogVersion: offered?.catalogVersion ?? 0,
      quantity: quote?.quantity ?? {},
      ownerNonce,
      worker: isRunHere ? instanceId : null,
      progress: null,
      job: null,
      guestAddress: guest?.addressId ?? null,
      ...(context.role && { byStaff: true }),
      ...('label' in request && request.label !== undefined && { label: request.label }),
      ...('conversation' in request &&
        request.conversation !== undefined && { conversation: request.conversation }),
      shard: randomInt(ACTIVITY_SHARDS),
    },
    ...toTerms(work, quote),
    isFree: offered?.isFree ?? false,
    isShadow: offered?.isShadow ?? false,
    guest,
    limit: quote?.operation.limit ?? null,
    plans: offered?.plans,
    leaseMs: leaseMs[runBy],
    rejection: offer instanceof AppError ? offer.toJSON() : null,
  });
  if (!outcome.activity) throw new Error(`No activity came back for ${activityId}`);
  return { activityId, activity: outcome.activity, outcome, ownerNonce, quote };
}

/** Returns the most that work can cost, the price shown, and the amount held at first. */
function toTerms({ request, runBy }: WorkRequest, quote: Quote | null) {
  const priceMicros = quote?.priceMicros ?? 0;
  const shownPriceMicros = request.shownPriceMicros ?? priceMicros;
  if (runBy !== 'host') {
    return { priceMicros, shownPriceMicros, slice: quote && runBy === 'call' ? firstSlice(quote) : null };
  }
  // A function may extend its first request up to the price shown.
  const slice = { leastMicros: priceMicros, firstMicros: priceMicros };
  return { priceMicros: Math.max(priceMicros, shownPriceMicros), shownPriceMicros, slice };
}

/**
 * Returns everything that identifies a request: the work, without the price shown. The digest of its JSON is stored.
 */
function intentOf(request: WorkRequest['request']) {
  const { requestId, operation, model } = request;
  if ('input' in request) return { operation, model, input: request.input, runBy: 'server' };
  if ('intent' in request) return { operation, model, input: request.intent, runBy: 'host' };
  return {
    ...{ requestId, operation, model },
    ...{ quantity: request.quantity, prompt: request.prompt, runBy: 'client' },
  };
}

/** Submits a hold, and reports the balance after it or in its rejection. */
async function submit({ meter, topUps, now }: HoldServices, command: Command<'hold'>): Promise<Outcome> {
  const { accountId } = command.draft;
  try {
    const outcome = await meter.submit(accountId, command);
    const { topUpBelowMicros } = outcome.account;
    await topUps.sawBalance(accountId, {
      balanceMicros: balanceMicros(outcome.account, now()),
      topUpBelowMicros,
    });
    return outcome;
  } catch (error) {
    if (error instanceof AppError && error.code === 'insufficient-credits') {
      const { balanceMicros: leftMicros = 0, topUpBelowMicros = null } = error.details;
      await topUps.sawBalance(accountId, { balanceMicros: leftMicros, topUpBelowMicros });
    }
    throw error;
  }
}
