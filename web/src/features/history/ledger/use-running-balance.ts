import type { LedgerEntry } from '@firemeter/functions/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import type { ListItem } from '#kit/lists/joined-list.ts';
import { readSumsBelow } from '../../../lib/ledger/ledger-sums.ts';
import { type BalanceAfter, runningBalance } from '../../../lib/ledger/running-balance.ts';
import { useServices } from '../../../lib/service/services.ts';

/** The interval for rereading the sum, because a slow commit can land below the listed movements. */
const refreshMs = 60_000;

/**
 * Returns the balance after each movement of a list without gaps. The store adds up the movements below the last one,
 * once for each loaded page; meanwhile the rows above are known already.
 */
export function useRunningBalance(
  accountId: string,
  items: readonly ListItem<LedgerEntry>[] | undefined,
): ReadonlyMap<string, BalanceAfter> {
  const { firestore } = useServices();
  const tail = items?.at(-1);
  const { data } = useQuery({
    queryKey: ['ledger-below', accountId, tail?.id],
    queryFn: () => (tail ? readSumsBelow(firestore, accountId, tail) : null),
    enabled: tail !== undefined,
    refetchInterval: refreshMs,
  });
  const tailId = tail?.id;
  const current = useMemo(() => (tailId && data ? { id: tailId, below: data } : null), [tailId, data]);
  const latest = useRef(current);
  latest.current = current ?? latest.current;
  const anchor = latest.current;
  return useMemo(() => {
    const end = items?.findIndex(({ id }) => id === anchor?.id) ?? -1;
    return items && anchor && end >= 0 ? runningBalance(items.slice(0, end + 1), anchor.below) : new Map();
  }, [items, anchor]);
}
