import type { Firestore } from 'firebase-admin/firestore';
import { Alert, AppError, AuditEntry, assertFreshRequestId } from '../contract/index.ts';
import { attribution } from '../platform/calls/call-context.ts';
import type { Handler } from '../platform/calls/callable.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../platform/store/landed.ts';

/**
 * Resolves an open alert, once per request id, with an audit entry in the same commit. If a standing fault still
 * exists, its alert opens again when the fault is next found.
 */
export function resolveAlert({
  db,
  now,
}: {
  readonly db: Firestore;
  readonly now: () => number;
}): Handler<'resolveAlert'> {
  return async ({ requestId, alertId, reason }, context) => {
    const nowMs = now();
    assertFreshRequestId(requestId, nowMs);
    const reference = collection(db, 'alerts').doc(alertId);
    const alert = decodeDocument(Alert, await reference.get());
    if (!alert) throw new AppError('not-found', { reason: 'alert' });
    const { resolvedAt, rule } = alert.value;
    if (resolvedAt !== null) return { resolvedAtMs: resolvedAt };
    if (rule !== null) throw new AppError('invalid-argument', { reason: 'alert-resolves-itself' });
    const { kind, accountId, subject, code, details } = alert.value;
    const entry: AuditEntry = {
      schemaVersion: 1,
      ...attribution(context),
      action: 'resolve-alert',
      target: `alerts/${alertId}`,
      before: { kind, accountId, subject, code, details },
      after: { resolvedAtMs: nowMs },
      reason,
      createdAt: nowMs,
    };
    const batch = db.batch();
    const data = await encodeDocument(db, Alert, {
      ...alert.value,
      resolvedAt: nowMs,
      resolvedBy: context.uid,
    });
    writeOver(batch, reference, { was: alert.version, data });
    const audit = collection(db, 'audit').doc(`alert-${requestId}`);
    batch.create(audit, await encodeDocument(db, AuditEntry, entry));
    if (await landed(batch.commit(), UNLESS_CONFLICT)) return { resolvedAtMs: nowMs };
    // This call's earlier attempt, with an unknown outcome, or another call was faster; or the alert was opened again.
    const stored = decodeDocument(Alert, await reference.get())?.value.resolvedAt ?? null;
    if (stored !== null) return { resolvedAtMs: stored };
    throw new AppError('busy', { reason: 'changed', retryAfterMs: 1_000 });
  };
}
