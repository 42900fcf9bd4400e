import { assertFreshRequestId } from '../contract/index.ts';
import type { Meter } from '../meter/lane/meter.ts';
import { assertNotSelf } from '../platform/calls/assert-not-self.ts';
import { attribution } from '../platform/calls/call-context.ts';
import type { Handler } from '../platform/calls/callable.ts';

/** Suspends or reinstates an account, once per request id, with an audit entry in the same commit. */
export function changeAccountStatus(services: {
  readonly meter: Meter;
  readonly now: () => number;
}): Handler<'changeAccountStatus'> {
  const { meter, now } = services;
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
    const { account } = await meter.submit(accountId, {
      kind,
      reason,
      audit: { auditId: `status-${requestId}`, entry },
    });
    return { status: account.status };
  };
}
