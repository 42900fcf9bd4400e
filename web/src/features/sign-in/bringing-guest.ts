import type { Firebase } from '../../lib/service/firebase/firebase.ts';

/** Signs in to an account that exists, and brings along what was made as a guest before. @throws FirebaseError */
export async function bringingGuest(firebase: Firebase, signIn: () => Promise<unknown>): Promise<void> {
  const guest = firebase.auth.currentUser?.isAnonymous ? firebase.auth.currentUser : null;
  const guestToken = await guest?.getIdToken();
  await signIn();
  if (guestToken === undefined) return;
  const { moveGuestWork } = await import('./move-guest-work.ts');
  await moveGuestWork(firebase, guestToken);
}
