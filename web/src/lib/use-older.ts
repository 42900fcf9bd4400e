import { safeDecodeStored } from '@firemeter/functions/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import {
  collection,
  getDocs,
  limit,
  orderBy,
  type QueryConstraint,
  query,
  startAfter,
} from 'firebase/firestore';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { LiveItem } from './live-store.ts';
import { useServices } from './services.ts';

const pageSize = 50;

interface OlderOptions<T> {
  queryKey: readonly string[];
  collectionName: string;
  where: readonly QueryConstraint[];
  schema: z.ZodType<T>;
  live: readonly LiveItem<T>[] | undefined;
  /** How many the live list holds at most: with fewer there is nothing behind it. */
  shownLive: number;
}

/** What lies behind a live list, newest first: it no longer changes, so it is read page by page. */
export function useOlder<T extends { createdAt: number }>(options: OlderOptions<T>) {
  const { queryKey, collectionName, where, schema, live, shownLive } = options;
  const { firestore } = useServices();
  const { data, fetchNextPage, hasNextPage, isFetching, isFetched } = useInfiniteQuery({
    queryKey,
    queryFn: async ({ pageParam }: { pageParam: number }): Promise<LiveItem<T>[]> => {
      const { docs } = await getDocs(
        query(
          collection(firestore, collectionName),
          ...where,
          orderBy('createdAt', 'desc'),
          startAfter(new Date(pageParam)),
          limit(pageSize),
        ),
      );
      return docs.flatMap((doc) => {
        const parsed = safeDecodeStored(schema, doc.data());
        return parsed.success ? { id: doc.id, value: parsed.data } : [];
      });
    },
    initialPageParam: live?.at(-1)?.value.createdAt ?? 0,
    getNextPageParam: (page) => (page.length < pageSize ? null : page.at(-1)?.value.createdAt),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const items = useMemo(() => {
    const shown = new Set(live?.map(({ id }) => id));
    return (data?.pages ?? []).flat().filter(({ id }) => !shown.has(id));
  }, [data, live]);
  const isFull = (live?.length ?? 0) >= shownLive;
  return {
    items,
    loading: isFetching,
    hasMore: isFull && (isFetched ? hasNextPage : true),
    load: () => void fetchNextPage(),
  };
}
