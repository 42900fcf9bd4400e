import type { Auth, DecodedIdToken } from 'firebase-admin/auth';
import { AppError, type DetailsOf } from '../contract/index.ts';

/** Faults of a token, as opposed to our own. */
const reasons: Record<string, DetailsOf<'unauthenticated'>['reason']> = {
  'auth/id-token-expired': 'token-expired',
  'auth/id-token-revoked': 'token-revoked',
  'auth/user-disabled': 'account-disabled',
  'auth/user-not-found': 'account-gone',
  'auth/argument-error': 'token-foreign',
  'auth/invalid-id-token': 'token-foreign',
};

/**
 * Returns the sender of a request, by the ID token in its header `Authorization: Bearer …`; undefined if there is none.
 * `authorize` looks up whether that sign-in is still valid.
 * @throws AppError `unauthenticated`; `busy` when it can't be determined now
 */
export async function verifySignIn(
  auth: Auth,
  authorization: string | undefined,
): Promise<{ uid: string; token: DecodedIdToken } | undefined> {
  if (authorization === undefined) return undefined;
  const [, idToken] = authorization.match(/^Bearer +(\S+)$/i) ?? [];
  if (idToken === undefined) {
    throw new AppError('unauthenticated', { reason: 'token-missing' });
  }
  try {
    const token = await auth.verifyIdToken(idToken);
    return { uid: token.uid, token };
  } catch (cause) {
    const reason = reasons[(cause as { code?: string }).code ?? ''];
    if (reason) throw new AppError('unauthenticated', { reason }, { cause });
    throw new AppError('busy', { reason: 'identity', retryAfterMs: 2_000 }, { cause });
  }
}
