import { useQuery } from '@tanstack/react-query';
import { collection, getDocs, limit, query, where } from 'firebase/firestore';
import { collections } from '../../../lib/service/firebase/collections.ts';
import { useServices } from '../../../lib/service/services.ts';

/** So many are counted; from there on it is a least number. */
export const holdersCounted = 200;

const WITHOUT_A_PLAN: readonly unknown[] = ['incomplete', 'cancelled'];

/** Counts the people who have a plan now. */
export function usePlanHolders(plan: string) {
  const { firestore } = useServices();
  return useQuery({
    queryKey: ['plan-holders', plan],
    queryFn: async (): Promise<number> => {
      const billing = collection(firestore, collections.billing);
      const { docs } = await getDocs(
        query(billing, where('subscription.plan', '==', plan), limit(holdersCounted)),
      );
      return docs.filter((one) => !WITHOUT_A_PLAN.includes(one.get('subscription.status'))).length;
    },
  });
}
