import type { Firestore } from 'firebase-admin/firestore';
import { AbuseSignal, AppError, assertFreshRequestId } from '../contract/index.ts';
import { attribution } from '../platform/calls/call-context.ts';
import type { Handler } from '../platform/calls/callable.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../platform/store/documents.ts';
import { writeAudited } from './write-audited.ts';

/**
 * Notes what staff make of a signal, once per request id, with an audit entry in the same commit. The note is kept with the
 * signal alone, which can be deleted.
 */
export function triageSignal({
  db,
  now,
}: {
  readonly db: Firestore;
  readonly now: () => number;
}): Handler<'triageSignal'> {
  return async ({ requestId, signalId, state, note }, context) => {
    const nowMs = now();
    assertFreshRequestId(requestId, nowMs);
    const reference = collection(db, 'abuse').doc(signalId);
    const signal = decodeDocument(AbuseSignal, await reference.get());
    if (!signal) throw new AppError('not-found', { reason: 'signal' });
    const { accountId, kind, severity, triage } = signal.value;
    const next = { ...signal.value, triage: { state, uid: context.uid, atMs: nowMs, note } };
    const data = await encodeDocument(db, AbuseSignal, next);
    await writeAudited(
      { db, now },
      {
        auditId: `triage-${requestId}`,
        entry: {
          ...attribution(context),
          ...{ action: 'triage-signal', target: `accounts/${accountId}`, reason: '' },
          before: { signalId, kind, severity, state: triage?.state ?? 'open' },
          after: { state },
        },
        change: (batch) => writeOver(batch, reference, { was: signal.version, data }),
      },
    );
    return { state };
  };
}
