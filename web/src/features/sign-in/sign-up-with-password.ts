import {
  type Auth,
  createUserWithEmailAndPassword,
  EmailAuthProvider,
  linkWithCredential,
  sendEmailVerification,
  updateProfile,
} from 'firebase/auth';

/** Makes an account. A guest's own becomes it: the uid stays, and with it all that was made. @throws FirebaseError */
export async function signUpWithPassword(
  auth: Auth,
  { email, password, name }: { email: string; password: string; name: string },
): Promise<void> {
  const guest = auth.currentUser?.isAnonymous ? auth.currentUser : null;
  const { user } = guest
    ? await linkWithCredential(guest, EmailAuthProvider.credential(email, password))
    : await createUserWithEmailAndPassword(auth, email, password);
  await updateProfile(user, { displayName: name });
  await sendEmailVerification(user);
  // The token still lacks the name.
  await user.getIdToken(true);
}
