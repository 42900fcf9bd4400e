import type { Auth, UserRecord } from 'firebase-admin/auth';

/** Returns a user of Firebase Auth; null: it has none by this id. */
export async function findAuthUser(auth: Pick<Auth, 'getUser'>, uid: string): Promise<UserRecord | null> {
  return auth.getUser(uid).catch((error: { code?: string }) => {
    if (error.code === 'auth/user-not-found') return null;
    throw error;
  });
}
