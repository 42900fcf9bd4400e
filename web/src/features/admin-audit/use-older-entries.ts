import { AuditEntry, collections } from '@firemeter/functions/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { collection, getDocs, limit, orderBy, query, startAfter } from 'firebase/firestore';
import { useMemo } from 'react';
import { auditEntriesShown } from '../../lib/live-sources.ts';
import type { LiveItem } from '../../lib/live-store.ts';
import { useServices } from '../../lib/services.ts';

const pageSize = 50;

/** What lies behind the live list: entries never change, so they are read page by page. */
export function useOlderEntries(live: readonly LiveItem<AuditEntry>[] | undefined) {
  const { firestore } = useServices();
  const { data, fetchNextPage, hasNextPage, isFetching, isFetched } = useInfiniteQuery({
    queryKey: ['older-audit-entries'],
    queryFn: async ({ pageParam }: { pageParam: number }) => {
      const { docs } = await getDocs(
        query(
          collection(firestore, collections.audit),
          orderBy('createdAt', 'desc'),
          startAfter(new Date(pageParam)),
          limit(pageSize),
        ),
      );
      return docs.flatMap((doc) => {
        const parsed = AuditEntry.safeParse(doc.data());
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
  const isFull = (live?.length ?? 0) >= auditEntriesShown;
  return {
    items,
    loading: isFetching,
    hasMore: isFull && (isFetched ? hasNextPage : true),
    load: () => void fetchNextPage(),
  };
}
