import type { Auth } from 'firebase-admin/auth';
import type { Firestore } from 'firebase-admin/firestore';
import { AppError, assertFreshRequestId } from '../../contract/index.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { findAuthUser } from '../../platform/identity/identities.ts';
import { writeAudited } from '../write-audited.ts';

export interface SessionServices {
  readonly db: Firestore;
  readonly auth: Auth;
  readonly now: () => number;
}

/**
 * Ends every sign-in of a user. The audit entry comes first, since Auth takes part in no commit: a call that dies between
 * the two has been recorded, and is completed by its retry.
 */
export function endSessions({ db, auth, now }: SessionServices): Handler<'endSessions'> {
  return async ({ requestId, uid, reason }, context) => {
    assertFreshRequestId(requestId, now());
    if (!(await findAuthUser(auth, uid))) throw new AppError('not-found', { reason: 'user' });
    await writeAudited(
      { db, now },
      {
        auditId: `end-sessions-${requestId}`,
        entry: {
          ...attribution(context),
          ...{ action: 'end-sessions', target: `users/${uid}`, before: null, after: null, reason },
        },
      },
    );
    await auth.revokeRefreshTokens(uid);
    return {};
  };
}
