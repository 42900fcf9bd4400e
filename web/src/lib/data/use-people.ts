import { Account, safeDecodeStored, searchPrefix, UserProfile } from '@firemeter/functions/contract';
import { useQuery } from '@tanstack/react-query';
import { collection, doc, type Firestore, getDoc, getDocs, limit, query, where } from 'firebase/firestore';
import { collections } from '../service/firebase/collections.ts';
import { useServices } from '../service/services.ts';

const peopleFound = 12;

export interface FoundPerson {
  uid: string;
  name: string | null;
  email: string | null;
  debtMicros: number;
}

/** People whose email or name begins with a text, or whose id it is. */
export function usePeople(text: string, { isWanted = true }: { isWanted?: boolean } = {}) {
  const { firestore } = useServices();
  const asked = text.trim();
  return useQuery({
    queryKey: ['people', asked],
    enabled: isWanted && asked !== '',
    queryFn: async (): Promise<FoundPerson[]> => {
      const people = collection(firestore, collections.people);
      const prefix = searchPrefix(asked);
      const { docs } = await getDocs(
        query(people, where('searchPrefixes', 'array-contains', prefix), limit(peopleFound)),
      );
      const uids = new Set([...(asked.includes('/') ? [] : [asked]), ...docs.map(({ id }) => id)]);
      const found = await Promise.all([...uids].map((uid) => personWithAccount(firestore, uid)));
      return found.filter((person) => person !== null);
    },
  });
}

/** Null where there is no account. */
async function personWithAccount(firestore: Firestore, uid: string): Promise<FoundPerson | null> {
  const [account, person] = await Promise.all([
    getDoc(doc(firestore, collections.accounts, uid)),
    getDoc(doc(firestore, collections.people, uid)),
  ]);
  const opened = safeDecodeStored(Account, account.data());
  if (!opened.success) return null;
  const known = safeDecodeStored(UserProfile, person.data());
  const { name, email } = known.success ? known.data : { name: null, email: null };
  return { uid, name, email, debtMicros: opened.data.debtMicros };
}
