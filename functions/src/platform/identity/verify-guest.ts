import type { Auth } from 'firebase-admin/auth';
import { AppError } from '../../contract/index.ts';

/**
 * Returns the uid of the guest for whom an ID token was made.
 * @throws AppError `permission-denied` when the token isn't a guest's
 */
export async function verifyGuest(auth: Auth, token: string): Promise<string> {
  const decoded = await auth.verifyIdToken(token, true).catch(() => null);
  if (decoded?.firebase.sign_in_provider === 'anonymous') return decoded.uid;
  throw new AppError('permission-denied', { reason: 'not-a-guest' });
}
