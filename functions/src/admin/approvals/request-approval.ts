import type { Firestore } from 'firebase-admin/firestore';
import { APPROVAL_EXPIRES_MS, Approval, assertFreshRequestId } from '../../contract/index.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { collection, encodeDocument } from '../../platform/store/documents.ts';
import { writeAudited } from '../write-audited.ts';
import { describeCall } from './run-approved.ts';

/** Requests a second admin's approval of an action, once per request id. Executes nothing. */
export function requestApproval({
  db,
  now,
}: {
  readonly db: Firestore;
  readonly now: () => number;
}): Handler<'requestApproval'> {
  return async ({ requestId, action, request, reason }, context) => {
    const nowMs = now();
    assertFreshRequestId(requestId, nowMs);
    const about = describeCall({ action, request, requestId, reason });
    const approval: Approval = {
      ...{ schemaVersion: 1, action, request: JSON.stringify(request), ...about, reason },
      ...{ requestedBy: context.uid, status: 'pending', decidedBy: null, executionId: null },
      ...{ createdAt: nowMs, expiresAt: nowMs + APPROVAL_EXPIRES_MS, decidedAt: null },
    };
    const data = await encodeDocument(db, Approval, approval);
    await writeAudited(
      { db, now },
      {
        auditId: `request-approval-${requestId}`,
        entry: {
          ...attribution(context),
          ...{ action: 'request-approval', target: `approvals/${requestId}`, before: null },
          ...{ after: { action, ...about }, reason },
        },
        change: (batch) => batch.create(collection(db, 'approvals').doc(requestId), data),
      },
    );
    return { approvalId: requestId };
  };
}
