import { SECOND_MS } from '@firemeter/functions/contract';
import { useQuery } from '@tanstack/react-query';
import {
  collection,
  type Firestore,
  getAggregateFromServer,
  getCountFromServer,
  orderBy,
  query,
  sum,
  where,
} from 'firebase/firestore';
import { useRef } from 'react';
import { type Figures, readFigures } from '../../lib/data/use-figures.ts';
import { collections } from '../../lib/service/firebase/collections.ts';
import { useServices } from '../../lib/service/services.ts';
import { activitiesMatching, failedStatuses, openStatuses } from '../../lib/work/activity-filter.ts';
import { type Group, groups, isSettled, type MinuteBar, minuteStarts } from './minute-bars.ts';

const minutes = 30;
const everyMs = 5 * SECOND_MS;

const statusesOf = { active: openStatuses, completed: ['completed'], failed: failedStatuses } as const;

/** What the last half hour comes to, as the store counts it, on whatever page it is. */
export interface LiveFigures {
  bars: readonly MinuteBar[];
  completed: Figures;
  failed: Figures;
  /** Whenever they were made. */
  activeNow: Figures;
  /** Requests that the guard turned away: none of them was begun, so none of them failed. */
  rejected: number;
}

/** Returns the figures, counted every few seconds; undefined while they are not known. */
export function useLiveFigures() {
  const { firestore } = useServices();
  const counted = useRef<Counted>({ settled: new Map(), before: new Map() });
  const { data, isError } = useQuery({
    queryKey: ['live-figures'],
    queryFn: () => readLiveFigures(firestore, counted.current),
    refetchInterval: everyMs,
    staleTime: everyMs,
  });
  return { figures: data, isError };
}

/** What was counted so far, by the minute. */
interface Counted {
  /** Minutes whose counts no longer change. */
  settled: Map<number, MinuteBar>;
  /** As they were counted last. */
  before: ReadonlyMap<number, MinuteBar>;
}

export async function readLiveFigures(firestore: Firestore, counted: Counted): Promise<LiveFigures> {
  const { settled, before } = counted;
  const nowMs = Date.now();
  const starts = minuteStarts({ nowMs, minutes });
  const [fromMs = nowMs] = starts;
  const of = (group: Group) => activitiesMatching(firestore, { statuses: statusesOf[group], fromMs });
  const [active, completed, failed, activeNow, rejected] = await Promise.all([
    readFigures(of('active')),
    readFigures(of('completed')),
    readFigures(of('failed')),
    readFigures(activitiesMatching(firestore, { statuses: openStatuses })),
    countRejected(firestore, fromMs),
  ]);
  const totals = { active, completed, failed };
  const bars = await Promise.all(starts.map((startMs) => barOf(firestore, { startMs, totals, settled })));
  for (const bar of bars) {
    if (isSettled(bar, before.get(bar.startMs), nowMs)) settled.set(bar.startMs, bar);
  }
  counted.before = new Map(bars.map((bar) => [bar.startMs, bar]));
  for (const startMs of settled.keys()) if (startMs < fromMs) settled.delete(startMs);
  return { bars, completed, failed, activeNow, rejected };
}

async function barOf(
  firestore: Firestore,
  of: { startMs: number; totals: Record<Group, Figures>; settled: ReadonlyMap<number, MinuteBar> },
): Promise<MinuteBar> {
  const { startMs, totals, settled } = of;
  const known = settled.get(startMs);
  if (known) return known;
  const range = { fromMs: startMs, untilMs: startMs + 60 * SECOND_MS };
  const counts = await Promise.all(
    groups.map(async (group) => {
      if (totals[group].count === 0) return [group, 0] as const;
      const requests = activitiesMatching(firestore, { statuses: statusesOf[group], ...range });
      const counted = await getCountFromServer(query(requests, orderBy('createdAt', 'desc')));
      return [group, counted.data().count] as const;
    }),
  );
  return { startMs, ...(Object.fromEntries(counts) as Record<Group, number>) };
}

async function countRejected(firestore: Firestore, fromMs: number): Promise<number> {
  const lately = query(
    collection(firestore, collections.rejections),
    where('createdAt', '>=', new Date(fromMs)),
    orderBy('createdAt', 'desc'),
  );
  const counted = await getAggregateFromServer(lately, { count: sum('count') });
  return counted.data().count;
}
