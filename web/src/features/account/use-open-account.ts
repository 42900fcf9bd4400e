import { useQuery } from '@tanstack/react-query';
import { toCallError } from '../../lib/call-error.ts';
import { useServices } from '../../lib/services.ts';
import { usePerson } from '../../lib/session.tsx';

/** Makes sure that whoever is here has an account, and a person their welcome credits. */
export function useOpenAccount() {
  const { client } = useServices();
  const { uid, isGuest, emailVerified } = usePerson();
  const { error, refetch, isFetching } = useQuery({
    queryKey: ['open-account', uid, isGuest, emailVerified],
    queryFn: () => client.call('openAccount', {}),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return { error: error && toCallError(error), openAgain: refetch, opening: isFetching };
}
