import { FirebaseError } from 'firebase/app';
import { GoogleAuthProvider, linkWithPopup, signInWithCredential, signInWithPopup } from 'firebase/auth';
import type { Services } from '../../lib/service/services.ts';
import { bringingGuest } from './bringing-guest.ts';

/** Signs in with Google. A guest's account becomes it, or comes along where there is one already. @throws FirebaseError */
export async function continueWithGoogle(services: Pick<Services, 'auth' | 'client'>): Promise<void> {
  const { auth } = services;
  const guest = auth.currentUser?.isAnonymous ? auth.currentUser : null;
  if (!guest) {
    await signInWithPopup(auth, new GoogleAuthProvider());
    return;
  }
  try {
    const { user } = await linkWithPopup(guest, new GoogleAuthProvider());
    await user.getIdToken(true);
  } catch (error) {
    const taken = error instanceof FirebaseError && error.code === 'auth/credential-already-in-use';
    const credential = taken ? GoogleAuthProvider.credentialFromError(error) : null;
    if (!credential) throw error;
    await bringingGuest(services, () => signInWithCredential(auth, credential));
  }
}
