import type { Firestore } from 'firebase-admin/firestore';
import { assertFreshRequestId, DEFAULT_POLICIES, POLICIES_CONFIG, Policies } from '../../contract/index.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../../platform/store/documents.ts';
import { writeAudited } from '../write-audited.ts';

/** Sets what is promised to users, once per request id, with an audit entry in the same commit. */
export function setPolicies({
  db,
  now,
}: {
  readonly db: Firestore;
  readonly now: () => number;
}): Handler<'setPolicies'> {
  return async ({ requestId, reason, refundPromise }, context) => {
    assertFreshRequestId(requestId, now());
    const changes = { ...(refundPromise !== undefined && { refundPromise }) };
    const reference = collection(db, 'config').doc(POLICIES_CONFIG);
    const stored = decodeDocument(Policies, await reference.get());
    const was = stored?.value ?? DEFAULT_POLICIES;
    const { schemaVersion, updatedAt, ...before } = was;
    const after = { ...before, ...changes };
    const data = await encodeDocument(db, Policies, { ...was, ...after, updatedAt: now() });
    await writeAudited(
      { db, now },
      {
        auditId: `policies-${requestId}`,
        entry: {
          ...attribution(context),
          ...{ action: 'set-policies', target: `system_config/${POLICIES_CONFIG}`, reason },
          ...{ before, after },
        },
        change: (batch) => writeOver(batch, reference, { was: stored?.version ?? null, data }),
      },
    );
    return {};
  };
}
