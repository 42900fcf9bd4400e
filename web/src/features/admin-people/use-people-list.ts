import type { RequestOf } from '@firemeter/functions/contract';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useServices } from '../../lib/service/services.ts';

export type PeopleRequest = Omit<RequestOf<'findUsers'>, 'cursor'>;

/** Returns the users that a filter finds, page by page. */
export function usePeopleList({ filter, sort }: PeopleRequest) {
  const { client } = useServices();
  return useInfiniteQuery({
    queryKey: ['find-users', filter, sort],
    queryFn: ({ pageParam }) => client.call('findUsers', { filter, sort, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ cursor }) => cursor,
    placeholderData: keepPreviousData,
  });
}
