import { activityIdOf, balanceMicros } from '@firemeter/functions/contract';
import { expectedHolds } from './expected-holds.ts';
import { useGenerations } from './generations.tsx';
import { useAccount } from './use-account.ts';
import { useAccountId } from './use-account-id.ts';
import { useNow } from './use-now.ts';
import { useOwnActivities } from './use-own-activities.ts';

/** What can be spent, with what was just asked for counted as gone before the server has said so. */
export function useSpendable() {
  const accountId = useAccountId();
  const { account, status } = useAccount();
  const { generations } = useGenerations();
  const { items } = useOwnActivities();
  const nowMs = useNow({ everyMs: 15_000 });
  const known = new Set(items?.map(({ id }) => id));
  const expectedMicros = expectedHolds(generations, (requestId) =>
    known.has(activityIdOf({ accountId, requestId })),
  );
  return {
    status,
    account,
    expectedMicros,
    availableMicros: account && Math.max(0, balanceMicros(account, nowMs) - expectedMicros),
  };
}
