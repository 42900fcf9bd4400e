import { DAY_MS } from '@firemeter/functions/contract';
import { useQuery } from '@tanstack/react-query';
import { useAccountId } from '../../lib/data/use-account-id.ts';
import { movementsMatching } from '../../lib/ledger/ledger-query.ts';
import { readLedgerSums } from '../../lib/ledger/ledger-sums.ts';
import { useServices } from '../../lib/service/services.ts';

const judgedDays = 30;

/** Returns the spending of the last 30 days, added up by the store; undefined while it is not known. */
export function useMonthSpending(): number | undefined {
  const { firestore } = useServices();
  const accountId = useAccountId();
  const { data } = useQuery({
    queryKey: ['month-spending', accountId],
    queryFn: async () => {
      const fromMs = Date.now() - judgedDays * DAY_MS;
      const sums = await readLedgerSums(movementsMatching(firestore, accountId, { type: 'usage', fromMs }));
      return -sums.balanceMicros;
    },
  });
  return data;
}
