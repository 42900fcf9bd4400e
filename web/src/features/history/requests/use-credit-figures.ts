import { useAccountId } from '../../../lib/data/use-account-id.ts';
import { useFigures } from '../../../lib/data/use-figures.ts';
import type { CreditFlow } from '../../../lib/money/credits/credit-flow.ts';
import { type ActivityFilter, activitiesMatching, openStatuses } from '../../../lib/work/activity-filter.ts';

/** Where the credits of all of one's requests are that match a filter, and how many they are. */
export function useCreditFigures(
  filter: Omit<ActivityFilter, 'accountId' | 'uids'>,
  changes: unknown,
): { count: number; flow: CreditFlow } | undefined {
  const accountId = useAccountId();
  const wanted = { accountId, ...filter };
  const open = openStatuses.filter((status) => !filter.statuses || filter.statuses.includes(status));
  const all = useFigures({
    key: ['activities', wanted],
    of: (firestore) => activitiesMatching(firestore, wanted),
    changes,
  });
  const running = useFigures({
    key: ['activities', wanted, 'open'],
    of: (firestore) => activitiesMatching(firestore, { ...wanted, statuses: open }),
    changes,
    isWanted: open.length > 0,
  });
  if (!all || (open.length > 0 && !running)) return undefined;
  const heldMicros = running?.heldMicros ?? 0;
  const spentMicros = all.capturedMicros;
  return {
    count: all.count,
    flow: { heldMicros, spentMicros, returnedMicros: Math.max(0, all.heldMicros - heldMicros - spentMicros) },
  };
}
