import { skipToken, useQuery } from '@tanstack/react-query';
import { usePerson } from '../service/session/person.tsx';

/** Returns the cache key of the account that the server named for a signed-in user. */
export function accountIdKey(uid: string): readonly string[] {
  return ['account-id', uid];
}

/** Returns the account that pays for the signed-in user: their own, unless the server has named another. */
export function useAccountId(): string {
  const { uid } = usePerson();
  const { data } = useQuery<string>({
    queryKey: accountIdKey(uid),
    queryFn: skipToken,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return data ?? uid;
}
