import type { Firestore } from 'firebase-admin/firestore';
import { assertFreshRequestId } from '../contract/index.ts';
import type { Audit, Command } from '../meter/commands.ts';
import type { Meter } from '../meter/lane/meter.ts';
import { assertNotSelf } from '../platform/calls/assert-not-self.ts';
import { attribution } from '../platform/calls/call-context.ts';
import type { Handler } from '../platform/calls/callable.ts';
import type { DecideFacts } from './appeals/appeal-reducers.ts';
import { assertNotErased, currentAppealId } from './appeals/current-suspension.ts';

/**
 * Suspends or reinstates an account, once per request id, with an audit entry in the same commit. Whoever reinstates it decides
 * its open appeal too.
 * @throws AppError `already-settled` when an account is to be reinstated whose erasure is requested
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
    if (kind === 'reinstate') await assertNotErased(db, accountId);
    const appealId = kind === 'reinstate' ? await currentAppealId(db, accountId) : null;
    const { account } = await meter.submit(
      accountId,
      appealId === null
        ? { kind, reason, audit }
        : reinstating({ appealId, reason, uid: context.uid, requestId }, audit),
    );
    return { status: account.status };
  };
}

function reinstating(by: Omit<DecideFacts, 'outcome'>, audit: Audit): Command<'book'> {
  const facts: DecideFacts = { ...by, outcome: 'lifted' };
  return { kind: 'book', reducer: 'reinstateAccount', facts, documents: { appeal: by.appealId }, audit };
}
