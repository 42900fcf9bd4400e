import type { Firestore } from 'firebase-admin/firestore';
import { assertFreshRequestId, Delivery } from '../../contract/index.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { writeAudited } from '../write-audited.ts';

/**
 * Sends deliveries to endpoints again, with the same ids, once per request id, with an audit entry in the same commit.
 * Deliveries to people, and those that a worker is sending, are left alone.
 */
export function replayDeliveries(services: {
  readonly db: Firestore;
  readonly now: () => number;
  readonly outbox: { schedule(deliveryId: string, atMs: number): Promise<void> };
}): Handler<'replayDeliveries'> {
  const { db, now, outbox } = services;
  return async ({ requestId, deliveryIds, reason }, context) => {
    const nowMs = now();
    assertFreshRequestId(requestId, nowMs);
    const references = [...new Set(deliveryIds)].map((id) => collection(db, 'outbox').doc(id));
    const found = await db.getAll(...references);
    const replayed = found.flatMap((snapshot) => {
      const stored = decodeDocument(Delivery, snapshot);
      if (!stored || stored.value.endpointId === null) return [];
      if ((stored.value.leaseUntil ?? 0) > nowMs) return [];
      return { ref: snapshot.ref, version: stored.version };
    });
    const again = { state: 'waiting', attempts: 0, leaseUntil: null, nextAttemptAt: new Date(nowMs) };
    const isFirst = await writeAudited(services, {
      auditId: `replay-${requestId}`,
      entry: {
        ...attribution(context),
        ...{ action: 'replay-deliveries', target: 'outbox', reason },
        ...{ before: null, after: { deliveryIds: replayed.map(({ ref }) => ref.id) } },
      },
      change(batch) {
        for (const { ref, version } of replayed) batch.update(ref, again, { lastUpdateTime: version });
      },
    });
    if (isFirst) for (const { ref } of replayed) await outbox.schedule(ref.id, nowMs);
    return { replayed: replayed.length };
  };
}
