import { assertFreshRequestId } from '../contract/index.ts';
import type { Meter } from '../meter/meter.ts';
import type { Handler } from '../platform/handle-call.ts';

/** Suspends an account or lets it go on, once per request id, with an audit entry in the same commit. */
export function changeAccountStatus(services: {
  readonly meter: Meter;
  readonly now: () => number;
}): Handler<'changeAccountStatus'> {
  const { meter, now } = services;
  return async ({ requestId, accountId, status, reason }, { uid, email, role, client, traceId }) => {
    assertFreshRequestId(requestId, now());
    const kind = status === 'suspended' ? 'suspend' : 'reinstate';
    const entry = {
      action: `${kind}-account`,
      actor: { uid, email, role },
      target: `accounts/${accountId}`,
      reason,
      ip: client.ip,
      traceId,
    };
    const { account } = await meter.submit(accountId, {
      kind,
      reason,
      audit: { auditId: `status-${requestId}`, entry },
    });
    return { status: account.status };
  };
}
