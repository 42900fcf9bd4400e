import { assertFreshRequestId } from '../../contract/index.ts';
import { assertNotSelf } from '../../platform/calls/assert-not-self.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import type { CreditServices } from '../credits/take-back-credits.ts';

/**
 * Resets a limit of an account, once per request id, with an audit entry in the same commit. Of a guest's turns, those of
 * the session are reset; those that others took at the same address still count.
 */
export function resetLimit({ meter, now }: CreditServices): Handler<'resetLimit'> {
  return async ({ requestId, accountId, operation, reason }, context) => {
    assertFreshRequestId(requestId, now());
    assertNotSelf(context, { accountId });
    const target = `accounts/${accountId}`;
    const entry = { ...attribution(context), action: 'reset-limit', target, reason } as const;
    const audit = { auditId: `reset-limit-${requestId}`, entry };
    await meter.submit(accountId, { kind: 'resetLimit', operation, audit });
    return { operation };
  };
}
