import { FirebaseError } from 'firebase/app';

const words: Record<string, string> = {
  'auth/invalid-credential': 'E-mail or password is not right.',
  'auth/wrong-password': 'E-mail or password is not right.',
  'auth/user-not-found': 'E-mail or password is not right.',
  'auth/invalid-email': 'This does not look like an e-mail address.',
  'auth/email-already-in-use': 'There is already an account with this e-mail. Sign in instead.',
  'auth/weak-password': 'Choose a longer password: at least 8 characters.',
  'auth/password-does-not-meet-requirements': 'Choose a stronger password.',
  'auth/too-many-requests': 'Too many tries. Wait a moment, then try again.',
  'auth/network-request-failed': 'No connection. Check your network and try again.',
  'auth/user-disabled': 'This account has been disabled.',
  'auth/popup-closed-by-user': '',
  'auth/cancelled-popup-request': '',
  'auth/popup-blocked': 'The browser blocked the sign-in window. Allow it and try again.',
};

/** What went wrong at the door, in plain words; empty when the person simply changed their mind. */
export function describeAuthError(error: unknown): string {
  const code = error instanceof FirebaseError ? error.code : '';
  return words[code] ?? 'This did not work. Try again in a moment.';
}
