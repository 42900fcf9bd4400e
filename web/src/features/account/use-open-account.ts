import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { accountIdKey } from '../../lib/data/use-account-id.ts';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { useServices } from '../../lib/service/services.ts';
import { onAgreementRequired } from '../../lib/service/session/agreement-required.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { agreedOnSignUp } from './agreement/agreed-on-sign-up.ts';

/** Makes sure that whoever is here has an account, and a person their welcome credits. */
export function useOpenAccount() {
  const { client } = useServices();
  const queries = useQueryClient();
  const { uid, isGuest, emailVerified } = usePerson();
  const isSelling = useCatalog().published !== undefined;
  const queryKey = ['open-account', uid, isGuest, emailVerified];
  const { data, error, isError, refetch, isFetching } = useQuery({
    queryKey,
    queryFn: async () => {
      const opened = await client.call('openAccount', {});
      queries.setQueryData(accountIdKey(uid), opened.accountId);
      return (await agreedOnSignUp(client, opened)) ? { ...opened, agreement: null } : opened;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  // Where no prices are published nobody gets in; whoever waits for the first ones need not ask again.
  useEffect(() => {
    if (isSelling && isError) void refetch();
  }, [isSelling, isError, refetch]);
  // A version may begin to apply while the page is open.
  useEffect(() => onAgreementRequired(() => void refetch()), [refetch]);
  return {
    ...{ error: error && toCallError(error), openAgain: refetch, opening: isFetching },
    agreement: data?.agreement ?? null,
    noteAgreed: () => queries.setQueryData(queryKey, data && { ...data, agreement: null }),
  };
}
