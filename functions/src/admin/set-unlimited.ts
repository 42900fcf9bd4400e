import { assertFreshRequestId } from '../contract/index.ts';
import type { Meter } from '../meter/lane/meter.ts';
import { assertNotSelf } from '../platform/calls/assert-not-self.ts';
import { attribution } from '../platform/calls/call-context.ts';
import type { Handler } from '../platform/calls/callable.ts';

/**
 * Makes an account unlimited, or charges it again, once per request id, with an audit entry in the same commit.
 * Existing holds are charged as they were held.
 * @throws AppError `invalid-argument` for the admin's own account
 */
export function setUnlimited(services: {
  readonly meter: Meter;
  readonly now: () => number;
}): Handler<'setUnlimited'> {
  const { meter, now } = services;
  return async ({ requestId, accountId, unlimited, reason }, context) => {
    assertFreshRequestId(requestId, now());
    assertNotSelf(context, { accountId });
    const entry = {
      ...attribution(context),
      action: unlimited ? ('make-unlimited' as const) : ('end-unlimited' as const),
      target: `accounts/${accountId}`,
      reason,
    };
    const audit = { auditId: `unlimited-${requestId}`, entry };
    const { account } = await meter.submit(accountId, { kind: 'setUnlimited', unlimited, audit });
    return { unlimited: account.unlimited };
  };
}
