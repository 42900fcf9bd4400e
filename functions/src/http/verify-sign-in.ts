import type { Auth, DecodedIdToken } from 'firebase-admin/auth';
import { AppError } from '../contract/index.ts';

/** What is wrong with a token, and not with us. */
const faults: Record<string, string> = {
  'auth/id-token-expired': 'The ID token has expired. Get a new one and ask again.',
  'auth/id-token-revoked': 'The ID token was revoked. Sign in again.',
  'auth/user-disabled': 'This account is disabled.',
  'auth/user-not-found': 'There is no such account any more.',
  'auth/argument-error': 'This is not an ID token of this project.',
  'auth/invalid-id-token': 'This is not an ID token of this project.',
};

/**
 * Returns who sends a request, by the ID token in its header `Authorization: Bearer …`; undefined when it has none.
 * Whether that sign-in still holds is for `authorize` to look up.
 * @throws AppError `unauthenticated`; `busy` when it cannot be told now
 */
export async function verifySignIn(
  auth: Auth,
  authorization: string | undefined,
): Promise<{ uid: string; token: DecodedIdToken } | undefined> {
  if (authorization === undefined) return undefined;
  const [, idToken] = authorization.match(/^Bearer +(\S+)$/i) ?? [];
  if (idToken === undefined) {
    throw new AppError('unauthenticated', 'Send the ID token as "Authorization: Bearer TOKEN".');
  }
  try {
    const token = await auth.verifyIdToken(idToken);
    return { uid: token.uid, token };
  } catch (cause) {
    const fault = faults[(cause as { code?: string }).code ?? ''];
    if (fault) throw new AppError('unauthenticated', fault, {}, { cause });
    const message = 'Who you are cannot be looked up right now. Try again in a moment.';
    throw new AppError('busy', message, { retryAfterMs: 2_000 }, { cause });
  }
}
