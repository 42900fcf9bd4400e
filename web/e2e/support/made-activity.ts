import type { Activity } from '@firemeter/functions/contract';

/** What is told of a request that a test lays out; the rest is as for any. */
export interface MadeActivity extends Partial<Pick<Activity, 'operation' | 'kind' | 'status' | 'model'>> {
  promptPreview: string;
  createdAtMs: number;
}

/** A request as the store holds it: 3 credits held, of which 2 were spent. */
export function madeActivity(
  { uid, requestId, shard }: { uid: string; requestId: string; shard: number },
  { createdAtMs, ...told }: MadeActivity,
) {
  const status = told.status ?? 'completed';
  const createdAt = new Date(createdAtMs);
  const isCompleted = status === 'completed';
  return {
    schemaVersion: 1,
    accountId: uid,
    uid,
    requestId,
    operation: 'image',
    kind: 'image',
    model: 'nano-banana',
    runBy: 'server',
    intentDigest: 'digest',
    promptDigest: 'digest',
    catalogVersion: 1,
    quantity: { images: 1 },
    priceMicros: 3_000_000,
    heldMicros: 3_000_000,
    drawn: [],
    capturedMicros: isCompleted ? 2_000_000 : 0,
    ownerNonce: 'nonce',
    client: {},
    shard,
    traceId: '0'.repeat(32),
    createdAt,
    startedAt: createdAt,
    ...(isCompleted && { endedAt: new Date(createdAtMs + 1_000) }),
    ...told,
    status,
  };
}
