import { randomInt, randomUUID } from 'node:crypto';
import {
  ACTIVITY_SHARDS,
  type Activity,
  AppError,
  activityIdOf,
  assertFreshRequestId,
  type Catalog,
  type PublishedCatalog,
  preview,
  type Quantity,
  type Quote,
  quote,
} from '../contract/index.ts';
import type { HoldCommand } from '../meter/commands.ts';
import type { Outcome } from '../meter/lane.ts';
import type { Meter } from '../meter/meter.ts';
import type { Activities } from '../platform/activities.ts';
import type { CallContext } from '../platform/call-context.ts';
import type { Catalogs } from '../platform/catalogs.ts';
import { keyedDigest } from '../platform/digest.ts';
import type { Versioned } from '../platform/documents.ts';

const PREVIEW_LENGTH = 80;

export interface HoldServices {
  readonly meter: Meter;
  readonly catalogs: Catalogs;
  readonly activities: Activities;
  readonly digestKey: () => string;
  readonly now: () => number;
}

export interface HoldRequest {
  readonly requestId: string;
  readonly operation: string;
  readonly model: string;
  readonly quantity: Quantity;
  readonly prompt: string;
  /** Everything that makes two requests the same one: what was asked, not the price shown. */
  readonly intent: unknown;
  readonly shownPriceMicros: number;
  readonly catalogVersion: number;
  /** Kinds of operation that the caller can run; null: any. */
  readonly kind: Catalog['operations'][string]['kind'] | null;
  /** Who runs it; `worker` is the instance, null for an app's own. */
  readonly worker: string | null;
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
  { meter, catalogs, digestKey, now }: HoldServices,
  request: HoldRequest,
  context: CallContext,
): Promise<Held> {
  const { uid } = context;
  assertFreshRequestId(request.requestId, now());
  const published = await catalogs.current(request.catalogVersion);
  const priced = price(published, request);
  const activityId = activityIdOf({ uid, requestId: request.requestId });
  const ownerNonce = randomUUID();
  const command: HoldCommand = {
    kind: 'hold',
    activityId,
    draft: {
      accountId: uid,
      uid,
      requestId: request.requestId,
      email: context.email,
      name: context.name,
      operation: request.operation,
      model: request.model,
      runBy: request.worker === null ? 'client' : 'server',
      status: request.worker === null ? 'pending' : 'processing',
      intentDigest: keyedDigest(digestKey(), JSON.stringify(request.intent)),
      promptPreview: preview(request.prompt, PREVIEW_LENGTH),
      promptDigest: keyedDigest(digestKey(), request.prompt),
      catalogVersion: published.version,
      quantity: request.quantity,
      ownerNonce,
      worker: request.worker,
      client: context.client,
      shard: randomInt(ACTIVITY_SHARDS),
      traceId: context.traceId,
    },
    priceMicros: priced.quote?.priceMicros ?? 0,
    shownPriceMicros: request.shownPriceMicros,
    limit: priced.quote?.operation.limit ?? null,
    leaseMs: request.leaseMs,
    veto: priced.veto,
  };
  const outcome = await meter.submit(uid, command);
  if (!outcome.activity) throw new Error(`No activity came back for ${activityId}`);
  return { activityId, activity: outcome.activity, outcome, ownerNonce, quote: priced.quote };
}

/** What cannot be priced is refused by the engine, so that a retry of something already held finds its outcome. */
function price(
  { catalog }: PublishedCatalog,
  { operation, model, quantity, kind }: HoldRequest,
): { quote: Quote; veto: null } | { quote: null; veto: AppError } {
  try {
    const priced = quote(catalog, { operation, model, quantity });
    if (kind === null || priced.operation.kind === kind) return { quote: priced, veto: null };
    const message = `The operation "${operation}" does not take an input of kind "${kind}".`;
    return { quote: null, veto: new AppError('invalid-argument', message) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { quote: null, veto: error };
  }
}
