import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { accountIdKey } from '../../lib/data/use-account-id.ts';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { usePerson } from '../../lib/service/person.tsx';
import { useServices } from '../../lib/service/services.ts';

/** Makes sure that whoever is here has an account, and a person their welcome credits. */
export function useOpenAccount() {
  const { client } = useServices();
  const queries = useQueryClient();
  const { uid, isGuest, emailVerified } = usePerson();
  const isSelling = useCatalog().published !== undefined;
  const { error, isError, refetch, isFetching } = useQuery({
    queryKey: ['open-account', uid, isGuest, emailVerified],
    queryFn: async () => {
      const opened = await client.call('openAccount', {});
      queries.setQueryData(accountIdKey(uid), opened.accountId);
      return opened;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  // Where no prices are published nobody gets in; whoever waits for the first ones need not ask again.
  useEffect(() => {
    if (isSelling && isError) void refetch();
  }, [isSelling, isError, refetch]);
  return { error: error && toCallError(error), openAgain: refetch, opening: isFetching };
}
