import { decodeStored, type GenerationOutput, Result } from '@firemeter/functions/contract';
import { useQuery } from '@tanstack/react-query';
import { doc, getDoc } from 'firebase/firestore';
import { collections } from '../service/firebase/collections.ts';
import { useServices } from '../service/services.ts';

/** What a finished request made; null where nothing is kept. Never changes, so it is read once. */
export function useResult({ activityId, wanted }: { activityId: string; wanted: boolean }) {
  const { firestore } = useServices();
  return useQuery({
    queryKey: ['result', activityId],
    queryFn: async (): Promise<GenerationOutput | null> => {
      const snapshot = await getDoc(doc(firestore, collections.results, activityId));
      const output = snapshot.exists() ? decodeStored(Result, snapshot.data()).output : null;
      // The result of an app's own function is shown by that app.
      return output?.kind === 'value' ? null : output;
    },
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10 * 60_000,
  });
}
