import { safeDecodeStored, UserProfile } from '@firemeter/functions/contract';
import { useQuery } from '@tanstack/react-query';
import { doc, getDoc } from 'firebase/firestore';
import { collections } from '../service/firebase/collections.ts';
import { useServices } from '../service/services.ts';
import { mayKnowPeople } from '../service/session/may-know-people.ts';
import { usePerson } from '../service/session/person.tsx';

const freshForMs = 60_000;

/** The best name there is for a user, and what else identifies them. */
export interface Who {
  name: string;
  detail: string | null;
}

/**
 * Who somebody is, as their document says now. Analysts know people by their uids alone.
 * @param storedEmail what was stored of somebody who has no document any more
 */
export function useWho(uid: string, storedEmail: string | null = null): Who {
  const { firestore } = useServices();
  const { role } = usePerson();
  const { data } = useQuery({
    queryKey: ['person', uid],
    enabled: mayKnowPeople(role),
    staleTime: freshForMs,
    queryFn: async () => {
      const snapshot = await getDoc(doc(firestore, collections.people, uid));
      const person = safeDecodeStored(UserProfile, snapshot.data());
      return person.success ? person.data : null;
    },
  });
  return whoOf({ uid, name: data?.name ?? null, email: data?.email ?? storedEmail });
}

function whoOf({ name, email, uid }: { name: string | null; email: string | null; uid: string }): Who {
  if (name) return { name, detail: email ?? uid };
  return email ? { name: email, detail: null } : { name: uid, detail: null };
}
