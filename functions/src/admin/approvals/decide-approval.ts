import type { Firestore } from 'firebase-admin/firestore';
import { AppError, Approval, assertFreshRequestId, type RequestOf } from '../../contract/index.ts';
import { attribution, type CallContext } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import {
  collection,
  decodeDocument,
  encodeDocument,
  type Versioned,
  writeOver,
} from '../../platform/store/documents.ts';
import { writeAudited } from '../write-audited.ts';
import { type Executors, execute } from './run-approved.ts';

interface DecideServices {
  readonly db: Firestore;
  readonly now: () => number;
  readonly executors: Executors;
}

/**
 * Approves what another admin requested and executes it, or declines it. The decision is stored first, with the id under
 * which the action is executed. A call that dies between the two is completed by any admin who approves it again, and
 * nothing is executed twice.
 */
export function decideApproval(services: DecideServices): Handler<'decideApproval'> {
  const { db, now, executors } = services;
  return async (request, context) => {
    assertFreshRequestId(request.requestId, now());
    const reference = collection(db, 'approvals').doc(request.approvalId);
    const stored = decodeDocument(Approval, await reference.get());
    if (!stored) throw new AppError('not-found', { reason: 'approval' });
    if (stored.value.requestedBy === context.uid) {
      throw new AppError('permission-denied', { reason: 'own-request' });
    }
    const { status, executionId } = await decide(services, { request, context, stored });
    if (status === 'declined' || executionId === null) return { status: 'declined' };
    const { action, reason } = stored.value;
    const call = { action, request: JSON.parse(stored.value.request), requestId: executionId, reason };
    await execute(executors, call, context);
    await reference.update({ status: 'executed' });
    return { status: 'executed' };
  };
}

interface Deciding {
  readonly request: RequestOf<'decideApproval'>;
  readonly context: CallContext;
  readonly stored: Versioned<Approval>;
}

/** Stores the decision with its audit entry, unless it was stored before. @throws AppError when another one was */
async function decide(
  { db, now }: DecideServices,
  { request, context, stored: { value, version } }: Deciding,
): Promise<Approval> {
  const { requestId, approvalId, decision, reason } = request;
  const isApproved = value.status === 'approved' || value.status === 'executed';
  if (
    isApproved &&
    decision === 'approve' &&
    (value.status === 'approved' || value.executionId === requestId)
  ) {
    return value;
  }
  if (value.status === 'declined' && decision === 'decline') return value;
  if (value.status !== 'pending') throw new AppError('already-settled', { reason: 'decided' });
  if (value.expiresAt <= now()) throw new AppError('already-settled', { reason: 'approval-expired' });
  const next: Approval = {
    ...value,
    status: decision === 'approve' ? 'approved' : 'declined',
    decidedBy: context.uid,
    executionId: decision === 'approve' ? requestId : null,
    decidedAt: now(),
  };
  const data = await encodeDocument(db, Approval, next);
  const { action, target, amountMicros, amountCents } = value;
  const reference = collection(db, 'approvals').doc(approvalId);
  const isFirst = await writeAudited(
    { db, now },
    {
      auditId: `${decision}-${approvalId}`,
      entry: {
        ...attribution(context),
        ...{ action: decision, target: `approvals/${approvalId}` },
        ...{
          before: { status: value.status },
          after: { status: next.status, action, target, amountMicros, amountCents },
        },
        reason,
      },
      change: (batch) => writeOver(batch, reference, { was: version, data }),
    },
  );
  if (isFirst) return next;
  // Another decision, or this call when repeated, was stored first: only the stored decision may be executed.
  const decided = decodeDocument(Approval, await reference.get())?.value;
  if (decided?.executionId === requestId) return decided;
  throw new AppError('already-settled', { reason: 'decided' });
}
