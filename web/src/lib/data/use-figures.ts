import { useQuery } from '@tanstack/react-query';
import {
  count,
  type Firestore,
  getAggregateFromServer,
  orderBy,
  type Query,
  query,
  sum,
} from 'firebase/firestore';
import { useEffect, useRef } from 'react';
import { useServices } from '../service/services.ts';

/** What requests come to, added up by the store over all of them, on whatever page they are. */
export interface Figures {
  readonly count: number;
  readonly heldMicros: number;
  readonly capturedMicros: number;
}

/** Asked for at most so often, however fast the list changes and however long an answer takes. */
const leastIntervalMs = 1_500;
/** What could not be read is asked for again so often, so that a page recovers on which nothing changes. */
const recoverMs = 10_000;

interface FiguresOf {
  key: readonly unknown[];
  of: (firestore: Firestore) => Query;
  /** Figures are read again when it changes. */
  changes: unknown;
  /** Absent: they are. */
  isWanted?: boolean;
}

/**
 * Reads the figures of all requests that a query finds; undefined while they are not known. One read goes on at a
 * time: what changes meanwhile is read once afterwards.
 */
export function useFigures({ key, of, changes, isWanted = true }: FiguresOf): Figures | undefined {
  const { firestore } = useServices();
  const askedAtMs = useRef(0);
  const { data, refetch, isFetching } = useQuery({
    queryKey: ['figures', ...key],
    queryFn: () => {
      askedAtMs.current = Date.now();
      return readFigures(of(firestore));
    },
    staleTime: 0,
    refetchInterval: ({ state }) => (state.status === 'error' ? recoverMs : false),
    enabled: isWanted,
  });
  const seen = useRef(changes);
  useEffect(() => {
    if (!isWanted || isFetching || seen.current === changes) return;
    const timer = setTimeout(
      () => {
        seen.current = changes;
        void refetch({ cancelRefetch: false });
      },
      Math.max(0, askedAtMs.current + leastIntervalMs - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [changes, refetch, isWanted, isFetching]);
  return data;
}

/** @param requests in no order: what is added up is looked up by when it was made */
export async function readFigures(requests: Query): Promise<Figures> {
  const snapshot = await getAggregateFromServer(query(requests, orderBy('createdAt', 'desc')), {
    count: count(),
    heldMicros: sum('heldMicros'),
    capturedMicros: sum('capturedMicros'),
  });
  return snapshot.data();
}
