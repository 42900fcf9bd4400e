import { t } from '@lingui/core/macro';
import { FirebaseError } from 'firebase/app';

const words: Record<string, string> = {
  'auth/invalid-credential': t`E-mail or password is not right.`,
  'auth/wrong-password': t`E-mail or password is not right.`,
  'auth/user-not-found': t`E-mail or password is not right.`,
  'auth/invalid-email': t`This does not look like an e-mail address.`,
  'auth/email-already-in-use': t`There is already an account with this e-mail. Sign in instead.`,
  'auth/weak-password': t`Choose a longer password: at least 8 characters.`,
  'auth/password-does-not-meet-requirements': t`Choose a stronger password.`,
  'auth/too-many-requests': t`Too many tries. Wait a moment, then try again.`,
  'auth/network-request-failed': t`No connection. Check your network and try again.`,
  'auth/user-disabled': t`This account has been disabled.`,
  'auth/popup-closed-by-user': '',
  'auth/cancelled-popup-request': '',
  'auth/popup-blocked': t`The browser blocked the sign-in window. Allow it and try again.`,
};

/** What went wrong at the door, in plain words; empty when the person simply changed their mind. */
export function describeAuthError(error: unknown): string {
  const code = error instanceof FirebaseError ? error.code : '';
  return words[code] ?? t`This did not work. Try again in a moment.`;
}
