import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type LedgerFilter, movementsMatching } from '../../../lib/ledger/ledger-query.ts';
import { type LedgerSums, readLedgerSums } from '../../../lib/ledger/ledger-sums.ts';
import { useServices } from '../../../lib/service/services.ts';

/** The shortest interval between two queries. */
const leastIntervalMs = 1_500;

/** Returns the sums of all movements that match a filter, on whatever page they are. @param changes read again when it changes */
export function useLedgerSums(
  accountId: string,
  filter: LedgerFilter,
  changes: unknown,
): LedgerSums | undefined {
  const { firestore } = useServices();
  const { data, refetch } = useQuery({
    queryKey: ['ledger-sums', accountId, filter],
    queryFn: () => readLedgerSums(movementsMatching(firestore, accountId, filter)),
    staleTime: 0,
  });
  const seen = useRef(changes);
  useEffect(() => {
    if (seen.current === changes) return;
    const timer = setTimeout(() => {
      seen.current = changes;
      void refetch({ cancelRefetch: false });
    }, leastIntervalMs);
    return () => clearTimeout(timer);
  }, [changes, refetch]);
  return data;
}
