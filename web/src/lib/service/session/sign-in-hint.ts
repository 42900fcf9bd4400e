const storageKey = 'firemeter.signedIn';

/**
 * Returns whether somebody was signed in in this browser when it was last used. Firebase says who is signed in only after
 * asking its server, so the code of signed-in pages is loaded on this hint.
 */
export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== null;
  } catch {
    return false;
  }
}

export function rememberSignIn(isSignedIn: boolean): void {
  try {
    if (isSignedIn) localStorage.setItem(storageKey, '1');
    else localStorage.removeItem(storageKey);
  } catch {}
}
