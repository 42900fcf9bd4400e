import type { Role } from '@firemeter/functions/contract';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useOwnRecord } from '../../data/use-own-record.ts';
import type { SignedInUser } from './session.tsx';

/** The signed-in user, as Auth and Firemeter's documents say. */
export interface Person extends SignedInUser {
  /** Set for staff, live; decides what is shown, while the server decides what is allowed. Undefined until it is known. */
  role: Role | null | undefined;
}

const PersonContext = createContext<Person | null>(null);

export function PersonProvider({ user, children }: { user: SignedInUser; children: ReactNode }) {
  const { role, person: known } = useOwnRecord(user.isGuest ? null : user.uid);
  const person = useMemo((): Person => {
    const { email, name, avatarUrl: photoUrl } = known ?? { ...user, avatarUrl: user.photoUrl };
    const isStaffKnown = role !== undefined || user.isGuest;
    return { ...user, email, name, photoUrl, role: isStaffKnown ? (role ?? null) : undefined };
  }, [user, known, role]);
  return <PersonContext value={person}>{children}</PersonContext>;
}

/** Returns the signed-in user, for pages that only signed-in users reach. */
export function usePerson(): Person {
  const person = useContext(PersonContext);
  if (!person) throw new Error('usePerson is for signed-in pages');
  return person;
}
