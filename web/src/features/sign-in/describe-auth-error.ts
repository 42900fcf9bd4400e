import { t } from '@lingui/core/macro';
import { FirebaseError } from 'firebase/app';

const words: Record<string, string> = {
  'auth/invalid-credential': t`Incorrect email or password.`,
  'auth/wrong-password': t`Incorrect email or password.`,
  'auth/user-not-found': t`Incorrect email or password.`,
  'auth/invalid-email': t`Enter a valid email address.`,
  'auth/email-already-in-use': t`An account with this email already exists. Sign in instead.`,
  'auth/weak-password': t`Choose a longer password: at least 8 characters.`,
  'auth/password-does-not-meet-requirements': t`Choose a stronger password.`,
  'auth/too-many-requests': t`Too many attempts. Wait a moment, then try again.`,
  'auth/network-request-failed': t`No connection. Check your network and try again.`,
  'auth/user-disabled': t`This account has been disabled.`,
  'auth/popup-closed-by-user': '',
  'auth/cancelled-popup-request': '',
  'auth/popup-blocked': t`The browser blocked the sign-in window. Allow it and try again.`,
};

/** What went wrong at the door, in plain words; empty when the person simply changed their mind. */
export function describeAuthError(error: unknown): string {
  const code = error instanceof FirebaseError ? error.code : '';
  return words[code] ?? t`Something went wrong. Try again in a moment.`;
}
