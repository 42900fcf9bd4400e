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
import { useServices } from './services.ts';

/** What requests come to, added up by the store over all of them, on whatever page they are. */
export interface Figures {
  readonly count: number;
  readonly heldMicros: number;
  readonly capturedMicros: number;
}

/** At most so often, however fast the list changes. */
const leastIntervalMs = 1_500;

interface FiguresOf {
  key: readonly unknown[];
  of: (firestore: Firestore) => Query;
  /** Figures are read again when it changes. */
  changes: unknown;
  /** Absent: they are. */
  isWanted?: boolean;
}

/** The figures of all requests that a query finds; undefined while they are not known. */
export function useFigures({ key, of, changes, isWanted = true }: FiguresOf): Figures | undefined {
  const { firestore } = useServices();
  const { data, refetch, dataUpdatedAt } = useQuery({
    queryKey: ['figures', ...key],
    queryFn: () => readFigures(of(firestore)),
    staleTime: 0,
    enabled: isWanted,
  });
  const readAtMs = useRef(0);
  readAtMs.current = dataUpdatedAt;
  const seen = useRef(changes);
  useEffect(() => {
    if (!isWanted || seen.current === changes) return;
    const timer = setTimeout(
      () => {
        seen.current = changes;
        void refetch();
      },
      Math.max(0, readAtMs.current + leastIntervalMs - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [changes, refetch, isWanted]);
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
