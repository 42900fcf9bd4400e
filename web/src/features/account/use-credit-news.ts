import type { Activity } from '@firemeter/functions/contract';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ShownList } from '#kit/hooks/use-list.ts';
import { isBelow } from '#kit/lists/position.ts';
import type { LiveItem } from '#kit/live/live-store.ts';
import { type CreditMovement, creditMovements } from '../../lib/money/credits/credit-movements.ts';

interface News {
  key: number;
  movement: CreditMovement;
}

const shownMs = 2_600;
const mostShown = 4;

/** Movements of credits, each for as long as its motion takes. Older requests that are loaded are no news. */
export function useCreditNews({ items: all, windowEnd }: ShownList<Activity>): readonly News[] {
  const items = useMemo(
    () => all?.filter((item) => windowEnd === null || !isBelow(item, windowEnd)),
    [all, windowEnd],
  );
  const before = useRef<readonly LiveItem<Activity>[]>(undefined);
  const lastKey = useRef(0);
  const [news, setNews] = useState<readonly News[]>([]);

  useEffect(() => {
    if (!items) return;
    const moved = before.current ? creditMovements(before.current, items) : [];
    // What is held shows beside the balance for as long as it is.
    const movements = moved.filter(({ kind }) => kind !== 'held');
    before.current = items;
    if (movements.length === 0) return;
    const fresh = movements.map((movement) => {
      lastKey.current += 1;
      return { key: lastKey.current, movement };
    });
    setNews((shown) => [...shown, ...fresh].slice(-mostShown));
    setTimeout(() => setNews((shown) => shown.filter((item) => !fresh.includes(item))), shownMs);
  }, [items]);

  return news;
}
