import type { Firestore } from 'firebase-admin/firestore';
import { AppError, assertFreshRequestId, Erasure } from '../../contract/index.ts';
import { assertNotSelf } from '../../platform/calls/assert-not-self.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../../platform/store/documents.ts';
import { writeAudited } from '../write-audited.ts';

/**
 * Keeps the evidence about a user who has requested erasure, or ends that, once per request id. What is not evidence is
 * erased in any case.
 */
export function setLegalHold({
  db,
  now,
}: {
  readonly db: Firestore;
  readonly now: () => number;
}): Handler<'setLegalHold'> {
  return async ({ requestId, accountId, isHeld, reason }, context) => {
    const nowMs = now();
    assertFreshRequestId(requestId, nowMs);
    assertNotSelf(context, { accountId });
    const reference = collection(db, 'erasures').doc(accountId);
    const erasure = decodeDocument(Erasure, await reference.get());
    if (!erasure) throw new AppError('not-found', { reason: 'erasure' });
    const { state, evidenceFor, dueAt } = erasure.value;
    if (isHeld && state === 'erased' && evidenceFor.length === 0) {
      throw new AppError('already-settled', { reason: 'erasure' });
    }
    const next: Erasure = {
      ...erasure.value,
      legalHold: isHeld ? { uid: context.uid, atMs: nowMs } : null,
      // The next run deletes evidence that nothing else needs.
      dueAt: state === 'erased' ? nowMs : dueAt,
    };
    const data = await encodeDocument(db, Erasure, next);
    await writeAudited(
      { db, now },
      {
        auditId: `legal-hold-${requestId}`,
        entry: {
          ...attribution(context),
          ...{ action: 'set-legal-hold', target: `accounts/${accountId}`, reason },
          before: { isHeld: erasure.value.legalHold !== null },
          after: { isHeld },
        },
        change: (batch) => writeOver(batch, reference, { was: erasure.version, data }),
      },
    );
    return { isHeld };
  };
}
