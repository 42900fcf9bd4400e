import { accountOfAppeal, assertFreshRequestId } from '../../contract/index.ts';
import type { Meter } from '../../meter/lane/meter.ts';
import { assertNotSelf } from '../../platform/calls/assert-not-self.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { decideCommand } from './appeal-reducers.ts';

/**
 * Lifts a suspension or upholds it, once for each appeal, with an audit entry in the same commit.
 * @throws AppError `already-settled` when somebody else has decided
 */
export function decideAppeal({
  meter,
  now,
}: {
  readonly meter: Meter;
  readonly now: () => number;
}): Handler<'decideAppeal'> {
  return async ({ requestId, appealId, outcome, reason }, context) => {
    assertFreshRequestId(requestId, now());
    const accountId = accountOfAppeal(appealId);
    assertNotSelf(context, { accountId });
    const action = outcome === 'lifted' ? 'reinstate-account' : 'uphold-suspension';
    const entry = { ...attribution(context), action, target: `accounts/${accountId}`, reason } as const;
    const facts = { appealId, outcome, reason, uid: context.uid, requestId };
    await meter.submit(accountId, decideCommand(facts, { auditId: `appeal-${requestId}`, entry }));
    return { outcome };
  };
}
