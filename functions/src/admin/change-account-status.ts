import type { Firestore } from 'firebase-admin/firestore';
import { Account, Appeal, appealIdOf, assertFreshRequestId } from '../contract/index.ts';
import type { Meter } from '../meter/lane/meter.ts';
import { assertNotSelf } from '../platform/calls/assert-not-self.ts';
import { attribution } from '../platform/calls/call-context.ts';
import type { Handler } from '../platform/calls/callable.ts';
import { collection, decodeDocument } from '../platform/store/documents.ts';
import { decideCommand } from './appeals/appeal-reducers.ts';

/**
 * Suspends or reinstates an account, once per request id, with an audit entry in the same commit. Whoever reinstates it decides
 * its open appeal too.
 */
export function changeAccountStatus(services: {
  readonly db: Firestore;
  readonly meter: Meter;
  readonly now: () => number;
}): Handler<'changeAccountStatus'> {
  const { db, meter, now } = services;
  return async ({ requestId, accountId, status, reason }, context) => {
    assertFreshRequestId(requestId, now());
    assertNotSelf(context, { accountId });
    const kind = status === 'suspended' ? 'suspend' : 'reinstate';
    const entry = {
      ...attribution(context),
      action: `${kind}-account` as const,
      target: `accounts/${accountId}`,
      reason,
    };
    const audit = { auditId: `status-${requestId}`, entry };
    const appealId = kind === 'reinstate' ? await openAppealOf(db, accountId) : null;
    const decision = { outcome: 'lifted', reason, uid: context.uid, requestId } as const;
    const { account } = await meter.submit(
      accountId,
      appealId === null ? { kind, reason, audit } : decideCommand({ appealId, ...decision }, audit),
    );
    return { status: account.status };
  };
}

/** Returns the id of the appeal that waits for a decision; null: none does. */
async function openAppealOf(db: Firestore, accountId: string): Promise<string | null> {
  const account = decodeDocument(Account, await collection(db, 'accounts').doc(accountId).get());
  const appealId = appealIdOf(accountId, account?.value ?? null);
  if (appealId === null) return null;
  const appeal = decodeDocument(Appeal, await collection(db, 'appeals').doc(appealId).get());
  return appeal?.value.state === 'open' ? appealId : null;
}
