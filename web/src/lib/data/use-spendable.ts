import { activityIdOf, balanceMicros, currentPlan } from '@firemeter/functions/contract';
import { useAccount } from '#kit/hooks/use-account.ts';
import { useHistory } from '#kit/hooks/use-history.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import { expectedHolds } from '../money/credits/expected-holds.ts';
import { useGenerations } from '../work/generations.tsx';
import { useAccountId } from './use-account-id.ts';

/** What can be spent, with what was just asked for counted as gone before the server has said so. */
export function useSpendable() {
  const accountId = useAccountId();
  const { account, status } = useAccount();
  const { generations } = useGenerations();
  const { items } = useHistory();
  const nowMs = useNow({ everyMs: 15_000 });
  const known = new Set(items?.map(({ id }) => id));
  const expectedMicros = expectedHolds(generations, (requestId) =>
    known.has(activityIdOf({ accountId, requestId })),
  );
  return {
    status,
    account,
    /** The plan that the account has; null: none. */
    plan: account ? currentPlan(account, nowMs) : null,
    expectedMicros,
    availableMicros: account && Math.max(0, balanceMicros(account, nowMs) - expectedMicros),
  };
}
