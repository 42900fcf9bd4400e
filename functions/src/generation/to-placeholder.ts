import {
  type Activity,
  AppError,
  MINUTE_MS,
  NOT_ENDED,
  newFailure,
  PLACEHOLDER_DIGEST,
} from '../contract/index.ts';
import type { CallContext } from '../platform/calls/call-context.ts';

/** The sweep deletes the placeholder if its request has not arrived by then. */
const KEPT_MS = 10 * MINUTE_MS;

/**
 * Returns a placeholder for a request that is cancelled before it is held. The request's hold finds it by its id, and
 * holds nothing. It names no user and no time, so no list and no figure includes it.
 */
export function toPlaceholder(
  { client, traceId }: Pick<CallContext, 'client' | 'traceId'>,
  { requestId, nowMs }: { readonly requestId: string; readonly nowMs: number },
): Activity {
  return {
    schemaVersion: 1,
    accountId: '',
    uid: '',
    requestId,
    email: null,
    name: null,
    // Unknown until the hold arrives.
    operation: '',
    kind: 'image',
    model: '',
    runBy: 'server',
    status: 'failed',
    intentDigest: PLACEHOLDER_DIGEST,
    promptPreview: '',
    promptDigest: '',
    // Neither priced nor admitted.
    catalogVersion: 0,
    quantity: {},
    priceMicros: 0,
    heldMicros: 0,
    drawn: [],
    delivered: null,
    capturedMicros: 0,
    costUsdMicros: null,
    ownerNonce: '',
    worker: null,
    leaseUntil: nowMs + KEPT_MS,
    progress: null,
    job: null,
    guestAddress: null,
    reelId: null,
    failure: newFailure(new AppError('cancelled', { reason: 'before-hold' })),
    deliveredLate: false,
    client,
    shard: 0,
    traceId,
    createdAt: 0,
    startedAt: null,
    ...NOT_ENDED,
    endedAt: nowMs,
  };
}
