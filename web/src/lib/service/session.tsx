import type { Role } from '@firemeter/functions/contract';
import { useQueryClient } from '@tanstack/react-query';
import { onIdTokenChanged, type User } from 'firebase/auth';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { toast } from 'sonner';
import { useOwnRecord } from '../data/use-own-record.ts';
import { useServices } from './services.ts';

/** Who is using this page. */
export type Session =
  | { status: 'loading' }
  /** `hasLeft`: somebody was signed in on this page before. */
  | { status: 'signed-out'; hasLeft: boolean }
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
  /** Set for staff, live; decides what is shown, while the server decides what is allowed. Undefined until it is known. */
  role: Role | null | undefined;
}

type SignedIn = Omit<Person, 'role'>;

const SessionContext = createContext<Session>({ status: 'loading' });

export function SessionProvider({ children }: { children: ReactNode }) {
  const forget = useForget();
  const { auth } = useServices();
  const [signedIn, setSignedIn] = useState<SignedIn | null>();
  const [hasLeft, setHasLeft] = useState(false);

  useEffect(() => {
    let latest = 0;
    let uid: string | null = null;
    return onIdTokenChanged(auth, async (user) => {
      latest += 1;
      const turn = latest;
      const next = user && (await signedInOf(user));
      if (turn !== latest) return;
      if (uid !== null && next?.uid !== uid) {
        forget();
        setHasLeft(true);
      }
      uid = next?.uid ?? null;
      setSignedIn(next);
    });
  }, [auth, forget]);

  const { role, person: known } = useOwnRecord(signedIn && !signedIn.isGuest ? signedIn.uid : null);
  const session = useMemo((): Session => {
    if (signedIn === undefined) return { status: 'loading' };
    if (signedIn === null) return { status: 'signed-out', hasLeft };
    const { email, name, avatarUrl: photoUrl } = known ?? { ...signedIn, avatarUrl: signedIn.photoUrl };
    const isStaffKnown = role !== undefined || signedIn.isGuest;
    const person = { ...signedIn, email, name, photoUrl, role: isStaffKnown ? (role ?? null) : undefined };
    return { status: 'signed-in', person };
  }, [signedIn, hasLeft, known, role]);

  return <SessionContext value={session}>{children}</SessionContext>;
}

/** Forgets what this page holds in memory of whoever has left it. */
function useForget(): () => void {
  const { live } = useServices();
  const queries = useQueryClient();
  return useMemo(
    () => () => {
      live.stopAll();
      queries.clear();
      toast.dismiss();
    },
    [live, queries],
  );
}

async function signedInOf(user: User): Promise<SignedIn> {
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

/** Who is signed in; for pages that only signed-in people reach. */
export function usePerson(): Person {
  const session = useSession();
  if (session.status !== 'signed-in') throw new Error('usePerson is for signed-in pages');
  return session.person;
}
