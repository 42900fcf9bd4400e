import { Account, collections, safeDecodeStored } from '@firemeter/functions/contract';
import { useQuery } from '@tanstack/react-query';
import { collection, doc, getDoc, getDocs, limit, query, where } from 'firebase/firestore';
import { useServices } from './services.ts';

const peopleFound = 12;

export interface FoundPerson {
  uid: string;
  name: string | null;
  email: string | null;
  debtMicros: number;
}

/** Accounts whose e-mail or name begins with a text, or whose id it is. */
export function usePeople(text: string, { isWanted = true }: { isWanted?: boolean } = {}) {
  const { firestore } = useServices();
  const asked = text.trim();
  return useQuery({
    queryKey: ['people', asked],
    enabled: isWanted && asked !== '',
    queryFn: async (): Promise<FoundPerson[]> => {
      const accounts = collection(firestore, collections.accounts);
      const [found, exact] = await Promise.all([
        getDocs(
          query(accounts, where('searchPrefixes', 'array-contains', asked.toLowerCase()), limit(peopleFound)),
        ),
        asked.includes('/') ? null : getDoc(doc(accounts, asked)),
      ]);
      const all = [...(exact?.exists() ? [exact] : []), ...found.docs];
      return all.flatMap((snapshot) => {
        const parsed = safeDecodeStored(Account, snapshot.data());
        if (!parsed.success) return [];
        const { ownerUid: uid, name, email, debtMicros } = parsed.data;
        return [{ uid, name, email, debtMicros }];
      });
    },
  });
}
