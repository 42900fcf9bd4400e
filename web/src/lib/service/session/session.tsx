import { onIdTokenChanged, type User } from 'firebase/auth';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { useFirebase } from '../firebase/use-firebase.ts';
import { forgetUser } from './on-leave.ts';
import { rememberSignIn } from './sign-in-hint.ts';

/** Who is using this page, as Firebase Auth says. */
export type Session =
  | { status: 'loading' }
  /** `hasLeft`: somebody was signed in on this page before. */
  | { status: 'signed-out'; hasLeft: boolean }
  | { status: 'signed-in'; user: SignedInUser };

export interface SignedInUser {
  uid: string;
  /** Came in without an account of their own (anonymous sign-in). */
  isGuest: boolean;
  email: string | null;
  name: string | null;
  photoUrl: string | null;
  /** As the token says, which is what the server goes by. */
  emailVerified: boolean;
}

const SessionContext = createContext<Session>({ status: 'loading' });

export function SessionProvider({ children }: { children: ReactNode }) {
  const { auth } = useFirebase();
  const [user, setUser] = useState<SignedInUser | null>();
  const [hasLeft, setHasLeft] = useState(false);

  useEffect(() => {
    let latest = 0;
    let uid: string | null = null;
    return onIdTokenChanged(auth, async (user) => {
      latest += 1;
      const turn = latest;
      const next = user && (await toSignedInUser(user));
      if (turn !== latest) return;
      if (uid !== null && next?.uid !== uid) {
        forgetUser();
        setHasLeft(true);
      }
      uid = next?.uid ?? null;
      rememberSignIn(uid !== null);
      setUser(next);
    });
  }, [auth]);

  const session = useMemo((): Session => {
    if (user === undefined) return { status: 'loading' };
    return user === null ? { status: 'signed-out', hasLeft } : { status: 'signed-in', user };
  }, [user, hasLeft]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

async function toSignedInUser(user: User): Promise<SignedInUser> {
  const token = await user.getIdTokenResult().catch(() => null);
  return {
    uid: user.uid,
    // As the token says: right after signing up an older one may still call the person a guest.
    isGuest: token ? token.signInProvider === 'anonymous' : user.isAnonymous,
    email: user.email,
    name: user.displayName,
    photoUrl: user.photoURL,
    emailVerified: token?.claims.email_verified === true,
  };
}

export function useSession(): Session {
  return useContext(SessionContext);
}
