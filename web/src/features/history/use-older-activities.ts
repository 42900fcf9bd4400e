import { Activity, collections } from '@firemeter/functions/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { collection, getDocs, limit, orderBy, query, startAfter, where } from 'firebase/firestore';
import { useMemo } from 'react';
import { ownActivitiesShown } from '../../lib/live-sources.ts';
import type { LiveItem } from '../../lib/live-store.ts';
import { useServices } from '../../lib/services.ts';
import { usePerson } from '../../lib/session.tsx';

const pageSize = 50;

/** What lies behind the live list: it has ended long ago and no longer changes, so it is read page by page. */
export function useOlderActivities(live: readonly LiveItem<Activity>[] | undefined) {
  const { firestore } = useServices();
  const { uid } = usePerson();
  const lastLiveMs = live?.at(-1)?.value.createdAt;
  const { data, fetchNextPage, hasNextPage, isFetching, isFetched } = useInfiniteQuery({
    queryKey: ['older-activities', uid],
    queryFn: async ({ pageParam }: { pageParam: number }) => {
      const { docs } = await getDocs(
        query(
          collection(firestore, collections.activities),
          where('uid', '==', uid),
          orderBy('createdAt', 'desc'),
          startAfter(new Date(pageParam)),
          limit(pageSize),
        ),
      );
      return docs.flatMap((doc) => {
        const parsed = Activity.safeParse(doc.data());
        return parsed.success ? { id: doc.id, value: parsed.data } : [];
      });
    },
    initialPageParam: lastLiveMs ?? 0,
    getNextPageParam: (page) => (page.length < pageSize ? null : page.at(-1)?.value.createdAt),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const items = useMemo(() => {
    const shown = new Set(live?.map(({ id }) => id));
    return (data?.pages ?? []).flat().filter(({ id }) => !shown.has(id));
  }, [data, live]);
  const full = (live?.length ?? 0) >= ownActivitiesShown;
  return {
    items,
    loading: isFetching,
    hasMore: full && (isFetched ? hasNextPage : true),
    load: () => void fetchNextPage(),
  };
}
