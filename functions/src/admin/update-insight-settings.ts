import type { Firestore } from 'firebase-admin/firestore';
import {
  AppError,
  AuditEntry,
  assertFreshRequestId,
  DEFAULT_INSIGHT_SETTINGS,
  INSIGHT_CONFIG,
  InsightSettings,
} from '../contract/index.ts';
import { attribution } from '../platform/call-context.ts';
import type { Handler } from '../platform/callable.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../platform/documents.ts';
import { landed, UNLESS_CONFLICT } from '../platform/landed.ts';

/**
 * Changes the time zone and the infrastructure costs of figures, once per request id, with an audit entry in the same commit. After a
 * change of the time zone the next run of `rollUpUsage` computes all figures anew.
 */
export function updateInsightSettings({
  db,
  now,
}: {
  readonly db: Firestore;
  readonly now: () => number;
}): Handler<'updateInsightSettings'> {
  return async ({ requestId, timeZone, infrastructure, reason }, context) => {
    const nowMs = now();
    assertFreshRequestId(requestId, nowMs);
    const audit = collection(db, 'audit').doc(`insight-${requestId}`);
    if ((await audit.get()).exists) return {};
    const reference = collection(db, 'config').doc(INSIGHT_CONFIG);
    const stored = decodeDocument(InsightSettings, await reference.get());
    const before = stored?.value ?? DEFAULT_INSIGHT_SETTINGS;
    const entry: AuditEntry = {
      schemaVersion: 1,
      ...attribution(context),
      action: 'update-insight-settings',
      target: `system_config/${INSIGHT_CONFIG}`,
      before: { timeZone: before.timeZone, infrastructure: before.infrastructure },
      after: { timeZone, infrastructure },
      reason,
      createdAt: nowMs,
    };
    const next = { ...before, timeZone, infrastructure, updatedAt: nowMs };
    const batch = db.batch();
    const data = await encodeDocument(db, InsightSettings, next);
    writeOver(batch, reference, { was: stored?.version ?? null, data });
    batch.create(audit, await encodeDocument(db, AuditEntry, entry));
    if (await landed(batch.commit(), UNLESS_CONFLICT)) return {};
    if ((await audit.get()).exists) return {};
    throw new AppError('busy', { reason: 'changed', retryAfterMs: 1_000 });
  };
}
