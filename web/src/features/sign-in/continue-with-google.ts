import { FirebaseError } from 'firebase/app';
import {
  browserPopupRedirectResolver,
  GoogleAuthProvider,
  linkWithPopup,
  signInWithCredential,
  signInWithPopup,
} from 'firebase/auth';
import type { Firebase } from '../../lib/service/firebase/firebase.ts';
import { bringingGuest } from './bringing-guest.ts';

/** Signs in with Google. A guest's account becomes it, or comes along where there is one already. @throws FirebaseError */
export async function continueWithGoogle(firebase: Firebase): Promise<void> {
  const { auth } = firebase;
  const guest = auth.currentUser?.isAnonymous ? auth.currentUser : null;
  if (!guest) {
    await signInWithPopup(auth, new GoogleAuthProvider(), browserPopupRedirectResolver);
    return;
  }
  try {
    const { user } = await linkWithPopup(guest, new GoogleAuthProvider(), browserPopupRedirectResolver);
    await user.getIdToken(true);
  } catch (error) {
    const taken = error instanceof FirebaseError && error.code === 'auth/credential-already-in-use';
    const credential = taken ? GoogleAuthProvider.credentialFromError(error) : null;
    if (!credential) throw error;
    await bringingGuest(firebase, () => signInWithCredential(auth, credential));
  }
}
