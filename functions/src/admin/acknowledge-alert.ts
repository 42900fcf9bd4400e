import type { Firestore } from 'firebase-admin/firestore';
import { Alert, AppError, AuditEntry, assertFreshRequestId } from '../contract/index.ts';
import { attribution } from '../platform/calls/call-context.ts';
import type { Handler } from '../platform/calls/callable.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../platform/store/landed.ts';

/** Notes who of the staff has seen an alert first, with an audit entry in the same commit. */
export function acknowledgeAlert({
  db,
  now,
}: {
  readonly db: Firestore;
  readonly now: () => number;
}): Handler<'acknowledgeAlert'> {
  return async ({ requestId, alertId }, context) => {
    const nowMs = now();
    assertFreshRequestId(requestId, nowMs);
    const reference = collection(db, 'alerts').doc(alertId);
    const alert = decodeDocument(Alert, await reference.get());
    if (!alert) throw new AppError('not-found', { reason: 'alert' });
    if (alert.value.acknowledged) return alert.value.acknowledged;
    const acknowledged = { uid: context.uid, atMs: nowMs };
    const { kind, accountId, subject } = alert.value;
    const entry: AuditEntry = {
      schemaVersion: 1,
      ...attribution(context),
      action: 'acknowledge-alert',
      target: `alerts/${alertId}`,
      before: { kind, accountId, subject },
      after: null,
      reason: '',
      createdAt: nowMs,
    };
    const batch = db.batch();
    const data = await encodeDocument(db, Alert, { ...alert.value, acknowledged });
    writeOver(batch, reference, { was: alert.version, data });
    const audit = collection(db, 'audit').doc(`acknowledge-${requestId}`);
    batch.create(audit, await encodeDocument(db, AuditEntry, entry));
    if (await landed(batch.commit(), UNLESS_CONFLICT)) return acknowledged;
    const stored = decodeDocument(Alert, await reference.get())?.value.acknowledged;
    if (stored) return stored;
    throw new AppError('busy', { reason: 'changed', retryAfterMs: 1_000 });
  };
}
