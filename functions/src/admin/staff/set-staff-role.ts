import type { Auth } from 'firebase-admin/auth';
import type { Firestore } from 'firebase-admin/firestore';
import { AppError, assertFreshRequestId } from '../../contract/index.ts';
import { assertNotSelf } from '../../platform/calls/assert-not-self.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { findAuthUser } from '../../platform/identity/identities.ts';
import { setRole } from '../set-role.ts';

/** Gives a user a role, or takes it away, once per request id. Staff can't change their own role. */
export function setStaffRole(services: {
  readonly db: Firestore;
  readonly auth: Auth;
  readonly now: () => number;
}): Handler<'setStaffRole'> {
  return async ({ requestId, uid, role, reason }, context) => {
    assertFreshRequestId(requestId, services.now());
    assertNotSelf(context, { uid });
    if (!(await findAuthUser(services.auth, uid))) throw new AppError('not-found', { reason: 'user' });
    const by = { auditId: `set-role-${requestId}`, ...attribution(context) };
    const { before } = await setRole(services, { uid, role, reason, by, traceId: context.traceId });
    return { before, role };
  };
}
