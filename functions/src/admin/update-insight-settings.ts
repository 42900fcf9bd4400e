import type { Firestore } from 'firebase-admin/firestore';
import {
  assertFreshRequestId,
  DEFAULT_INSIGHT_SETTINGS,
  INSIGHT_CONFIG,
  InsightSettings,
} from '../contract/index.ts';
import { attribution } from '../platform/calls/call-context.ts';
import type { Handler } from '../platform/calls/callable.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../platform/store/documents.ts';
import { writeAudited } from './write-audited.ts';

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
    const reference = collection(db, 'config').doc(INSIGHT_CONFIG);
    const stored = decodeDocument(InsightSettings, await reference.get());
    const before = stored?.value ?? DEFAULT_INSIGHT_SETTINGS;
    const next = { ...before, timeZone, infrastructure, updatedAt: nowMs };
    const data = await encodeDocument(db, InsightSettings, next);
    await writeAudited(
      { db, now },
      {
        auditId: `insight-${requestId}`,
        entry: {
          ...attribution(context),
          ...{ action: 'update-insight-settings', target: `system_config/${INSIGHT_CONFIG}`, reason },
          before: { timeZone: before.timeZone, infrastructure: before.infrastructure },
          after: { timeZone, infrastructure },
        },
        change: (batch) => writeOver(batch, reference, { was: stored?.version ?? null, data }),
      },
    );
    return {};
  };
}
