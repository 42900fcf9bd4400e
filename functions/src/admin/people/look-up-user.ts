import type { Auth, UserRecord } from 'firebase-admin/auth';
import type { Firestore } from 'firebase-admin/firestore';
import { AppError, StaffMember } from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { findAuthUser } from '../../platform/identity/identities.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';

/** Returns Firebase Auth's data about a user. None of it is stored here. */
export function lookUpUser({
  db,
  auth,
}: {
  readonly db: Firestore;
  readonly auth: Pick<Auth, 'getUser'>;
}): Handler<'lookUpUser'> {
  return async ({ uid }) => {
    const [user, staff] = await Promise.all([readUser(auth, uid), collection(db, 'staff').doc(uid).get()]);
    const { creationTime, lastSignInTime, lastRefreshTime } = user.metadata;
    return {
      email: user.email ?? null,
      isEmailVerified: user.emailVerified,
      isDisabled: user.disabled,
      providers: user.providerData.map(({ providerId }) => providerId),
      createdAtMs: toMs(creationTime),
      lastSignInAtMs: toMs(lastSignInTime),
      lastSeenAtMs: toMs(lastRefreshTime) ?? toMs(lastSignInTime),
      role: decodeDocument(StaffMember, staff)?.value.role ?? null,
    };
  };
}

/** @throws AppError `not-found` */
async function readUser(auth: Pick<Auth, 'getUser'>, uid: string): Promise<UserRecord> {
  const user = await findAuthUser(auth, uid);
  if (!user) throw new AppError('not-found', { reason: 'user' });
  return user;
}

function toMs(time: string | null | undefined): number | null {
  const ms = time ? Date.parse(time) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}
