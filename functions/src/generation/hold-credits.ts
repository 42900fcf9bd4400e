import { randomInt, randomUUID } from 'node:crypto';
import {
  ACTIVITY_SHARDS,
  type Activity,
  AppError,
  activityIdOf,
  assertFreshRequestId,
  balanceMicros,
  type Catalog,
  PROMPT_PREVIEW_LENGTH,
  type Prompt,
  preview,
  type Quote,
  sliceOf,
} from '../contract/index.ts';
import type { Command } from '../meter/commands.ts';
import type { Outcome } from '../meter/lane.ts';
import type { Meter } from '../meter/meter.ts';
import type { Activities } from '../platform/activities.ts';
import { addressIdOf } from '../platform/address-id-of.ts';
import type { CallContext } from '../platform/call-context.ts';
import type { Catalogs } from '../platform/catalogs.ts';
import { keyedDigest } from '../platform/digest.ts';
import type { Versioned } from '../platform/documents.ts';
import type { Moderate } from '../platform/moderate.ts';

/** What an account can spend, and below what it is to be topped up. */
interface SeenBalance {
  readonly balanceMicros: number;
  readonly topUpBelowMicros: number | null;
}

export interface HoldServices {
  readonly meter: Meter;
  readonly catalogs: Catalogs;
  readonly activities: Activities;
  readonly digestKey: () => string;
  readonly now: () => number;
  readonly moderate: Moderate;
  /** Told of each balance that a hold leaves, in case it is to be topped up. */
  readonly topUps: { sawBalance(accountId: string, seen: SeenBalance): Promise<void> };
}

/** This very call, whoever takes it from the queue, or an app on its own. */
export type RunBy = { kind: 'call'; worker: string } | { kind: 'queue' } | { kind: 'client' };

export interface HoldRequest {
  readonly requestId: string;
  readonly operation: string;
  readonly model: string;
  readonly prompt: string;
  /** All that was said, for moderation. */
  readonly texts: readonly string[];
  /** Everything that makes two requests the same one: what was asked, not the price shown. */
  readonly intent: unknown;
  readonly shownPriceMicros: number;
  readonly catalogVersion: number;
  /** Why it is rejected before it is priced. */
  readonly veto: AppError | null;
  /** What it costs at most. @throws AppError when there is no price for it */
  readonly quoteFrom: (catalog: Catalog) => Quote;
  readonly reelId: string | null;
  readonly runBy: RunBy;
  readonly leaseMs: number;
}

export interface Held {
  readonly activityId: string;
  readonly activity: Versioned<Activity>;
  readonly outcome: Outcome;
  /** Made for this call: it may run the work only while the activity carries it. */
  readonly ownerNonce: string;
  /** Null when the price is unknown now: the activity is from an earlier call. */
  readonly quote: Quote | null;
}

/**
 * Prices a request and holds the credits, or finds the hold an earlier call made.
 * @throws AppError with whatever refuses it
 */
export async function holdCredits(
  services: HoldServices,
  request: HoldRequest,
  context: CallContext,
): Promise<Held> {
  const { catalogs, digestKey, now } = services;
  const { uid } = context;
  const { runBy } = request;
  assertFreshRequestId(request.requestId, now());
  const published = await catalogs.current(request.catalogVersion);
  const priced = price(published.catalog, request);
  const guest = context.isGuest ? guestFrom(published.catalog, { key: digestKey(), context }) : null;
  const activityId = activityIdOf({ uid, requestId: request.requestId });
  const ownerNonce = randomUUID();
  const { prompt } = request;
  const promptPreview = preview(prompt, PROMPT_PREVIEW_LENGTH);
  const whole: Prompt = { schemaVersion: 1, accountId: uid, uid, prompt, createdAt: now() };
  const rejected = request.veto ?? priced.veto ?? refuseGuest(published.catalog, request, context);
  const command: Command<'hold'> = {
    kind: 'hold',
    activityId,
    prompts: promptPreview === request.prompt ? [] : [{ kind: 'prompt', id: activityId, value: whole }],
    draft: {
      accountId: uid,
      uid,
      requestId: request.requestId,
      email: context.email,
      name: context.name,
      operation: request.operation,
      // What has no price is refused: its draft is never stored.
      kind: priced.quote?.operation.kind ?? 'image',
      model: request.model,
      runBy: runBy.kind === 'client' ? 'client' : 'server',
      status: runBy.kind === 'call' ? 'processing' : 'pending',
      intentDigest: keyedDigest(digestKey(), JSON.stringify(request.intent)),
      promptPreview,
      promptDigest: keyedDigest(digestKey(), request.prompt),
      catalogVersion: published.version,
      quantity: priced.quote?.quantity ?? {},
      ownerNonce,
      worker: runBy.kind === 'call' ? runBy.worker : null,
      progress: null,
      job: null,
      guestAddress: guest?.addressId ?? null,
      reelId: request.reelId,
      client: context.client,
      shard: randomInt(ACTIVITY_SHARDS),
      traceId: context.traceId,
    },
    priceMicros: priced.quote?.priceMicros ?? 0,
    shownPriceMicros: request.shownPriceMicros,
    slice: priced.quote && runBy.kind === 'call' ? sliceOf(priced.quote) : null,
    isFree: published.catalog.adminsRunFree && isAdmin(context),
    guest,
    limit: priced.quote?.operation.limit ?? null,
    leaseMs: request.leaseMs,
    rejection: (rejected ?? (await services.moderate(request.texts)))?.toJSON() ?? null,
  };
  const outcome = await submit(services, command);
  if (!outcome.activity) throw new Error(`No activity came back for ${activityId}`);
  return { activityId, activity: outcome.activity, outcome, ownerNonce, quote: priced.quote };
}

/** Submits a hold, and tells of the balance that it leaves, or for which it is refused. */
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

/** Guests may do what the catalog offers them; the rest is for people with an account. */
function refuseGuest(
  { guests }: Catalog,
  { operation }: HoldRequest,
  { isGuest }: CallContext,
): AppError | null {
  if (!isGuest || guests?.operations.includes(operation)) return null;
  return new AppError('permission-denied', 'This is for people with an account. Sign up to use it.');
}

function guestFrom(
  { guests }: Catalog,
  { key, context }: { key: string; context: CallContext },
): Command<'hold'>['guest'] {
  if (!guests) return null;
  const { perSession, perAddress } = guests;
  return { addressId: addressIdOf({ key, ip: context.client.ip }), perSession, perAddress };
}

function isAdmin({ role }: CallContext): boolean {
  return role === 'admin' || role === 'owner';
}

/** What cannot be priced is refused by the engine, so that a retry of something already held finds its outcome. */
function price(
  catalog: Catalog,
  { quoteFrom }: HoldRequest,
): { quote: Quote; veto: null } | { quote: null; veto: AppError } {
  try {
    return { quote: quoteFrom(catalog), veto: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { quote: null, veto: error };
  }
}
