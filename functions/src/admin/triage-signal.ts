import type { Firestore } from 'firebase-admin/firestore';
import { AbuseSignal, AppError, AuditEntry, assertFreshRequestId } from '../contract/index.ts';
import { attribution } from '../platform/call-context.ts';
import type { Handler } from '../platform/callable.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../platform/documents.ts';
import { landed, UNLESS_CONFLICT } from '../platform/landed.ts';

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
    const audit = collection(db, 'audit').doc(`triage-${requestId}`);
    const [done, stored] = await db.getAll(audit, reference);
    if (done?.exists) return { state };
    const signal = (stored && decodeDocument(AbuseSignal, stored)) ?? null;
    if (!signal) throw new AppError('not-found', { reason: 'signal' });
    const { accountId, kind, severity, triage } = signal.value;
    const entry: AuditEntry = {
      schemaVersion: 1,
      ...attribution(context),
      action: 'triage-signal',
      target: `accounts/${accountId}`,
      before: { signalId, kind, severity, state: triage?.state ?? 'open' },
      after: { state },
      reason: '',
      createdAt: nowMs,
    };
    const batch = db.batch();
    const next = { ...signal.value, triage: { state, uid: context.uid, atMs: nowMs, note } };
    const data = await encodeDocument(db, AbuseSignal, next);
    writeOver(batch, reference, { was: signal.version, data });
    batch.create(audit, await encodeDocument(db, AuditEntry, entry));
    if (await landed(batch.commit(), UNLESS_CONFLICT)) return { state };
    throw new AppError('busy', { reason: 'changed', retryAfterMs: 1_000 });
  };
}
