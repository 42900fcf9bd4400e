import { Role } from '@firemeter/functions/contract';
import { onIdTokenChanged, type User } from 'firebase/auth';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useServices } from './services.ts';

/** Who is using this page. */
export type Session =
  | { status: 'loading' }
  | { status: 'signed-out' }
  | { status: 'signed-in'; person: Person };

export interface Person {
  uid: string;
  /** Came in without an account of their own (anonymous sign-in). */
  isGuest: boolean;
  email: string | null;
  name: string | null;
  photoUrl: string | null;
  /** As the token says, which is what the server goes by. */
  emailVerified: boolean;
  /** Set for people of the team; decides what is shown, while the server decides what is allowed. */
  role: Role | null;
}

const SessionContext = createContext<Session>({ status: 'loading' });

export function SessionProvider({ children }: { children: ReactNode }) {
  const { auth, live } = useServices();
  const [session, setSession] = useState<Session>({ status: 'loading' });

  useEffect(() => {
    let latest = 0;
    return onIdTokenChanged(auth, async (user) => {
      latest += 1;
      const turn = latest;
      const next: Session = user
        ? { status: 'signed-in', person: await personOf(user) }
        : { status: 'signed-out' };
      if (turn !== latest) return;
      if (!user) live.stopAll();
      setSession(next);
    });
  }, [auth, live]);

  return <SessionContext value={session}>{children}</SessionContext>;
}

async function personOf(user: User): Promise<Person> {
  const token = await user.getIdTokenResult().catch(() => null);
  return {
    uid: user.uid,
    // As the token says: right after signing up an older one may still call the person a guest.
    isGuest: token ? token.signInProvider === 'anonymous' : user.isAnonymous,
    email: user.email,
    name: user.displayName,
    photoUrl: user.photoURL,
    emailVerified: token?.claims.email_verified === true,
    role: Role.safeParse(token?.claims.role).data ?? null,
  };
}

export function useSession(): Session {
  return useContext(SessionContext);
}

/** Who is signed in; for pages that only signed-in people reach. */
export function usePerson(): Person {
  const session = useSession();
  if (session.status !== 'signed-in') throw new Error('usePerson is for signed-in pages');
  return session.person;
}
