import type { Firestore } from 'firebase-admin/firestore';
import { accountOfAppeal, assertFreshRequestId } from '../../contract/index.ts';
import type { Meter } from '../../meter/lane/meter.ts';
import { assertNotSelf } from '../../platform/calls/assert-not-self.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import type { SettleFacts } from './appeal-reducers.ts';
import { assertNotErased, currentAppealId } from './current-suspension.ts';

/**
 * Lifts a suspension or upholds it, once for each appeal, with an audit entry in the same commit. An appeal against a
 * suspension that is over is closed without telling the user.
 * @throws AppError `already-settled` when somebody else has decided, or the account's erasure is requested
 */
export function decideAppeal({
  db,
  meter,
  now,
}: {
  readonly db: Firestore;
  readonly meter: Meter;
  readonly now: () => number;
}): Handler<'decideAppeal'> {
  return async ({ requestId, appealId, outcome, reason }, context) => {
    assertFreshRequestId(requestId, now());
    const accountId = accountOfAppeal(appealId);
    assertNotSelf(context, { accountId });
    const isSuspended = (await currentAppealId(db, accountId)) === appealId;
    if (outcome === 'lifted' && isSuspended) await assertNotErased(db, accountId);
    const lifting = isSuspended ? 'reinstate-account' : 'close-appeal';
    const action = outcome === 'lifted' ? lifting : 'uphold-suspension';
    const entry = { ...attribution(context), action, target: `accounts/${accountId}`, reason } as const;
    const facts: SettleFacts = { appealId, outcome, reason, uid: context.uid, requestId, isSuspended };
    await meter.submit(accountId, {
      ...{ kind: 'book', reducer: 'settleAppeal', facts, documents: { appeal: appealId } },
      audit: { auditId: `appeal-${requestId}`, entry },
    });
    return { outcome };
  };
}
