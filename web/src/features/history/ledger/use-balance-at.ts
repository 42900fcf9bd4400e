import type { LedgerEntry } from '@firemeter/functions/contract';
import { useQuery } from '@tanstack/react-query';
import type { ListItem } from '#kit/lists/joined-list.ts';
import { readSumsBelow } from '../../../lib/ledger/ledger-sums.ts';
import type { BalanceAfter } from '../../../lib/ledger/running-balance.ts';
import { useServices } from '../../../lib/service/services.ts';

/** Returns the balance after one movement, whatever else is listed; undefined while it is not known. */
export function useBalanceAt(accountId: string, item: ListItem<LedgerEntry>): BalanceAfter | undefined {
  const { firestore } = useServices();
  const { data } = useQuery({
    queryKey: ['ledger-below', accountId, item.id],
    queryFn: () => readSumsBelow(firestore, accountId, item),
  });
  const { totalMicros, debtDeltaMicros } = item.value;
  return (
    data && {
      balanceMicros: data.balanceMicros + totalMicros,
      debtMicros: data.debtMicros + debtDeltaMicros,
    }
  );
}
