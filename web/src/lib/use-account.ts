import { type Account, balanceMicros } from '@firemeter/functions/contract';
import { accountSource } from './live-sources.ts';
import type { LiveStatus } from './live-store.ts';
import { useAccountId } from './use-account-id.ts';
import { useLive } from './use-live.ts';
import { useNow } from './use-now.ts';

export interface LiveAccount {
  status: LiveStatus;
  account: Account | undefined;
  /** What can be spent now: undefined until known. */
  availableMicros: number | undefined;
}

/** The signed-in person's account, live. */
export function useAccount(): LiveAccount {
  const accountId = useAccountId();
  const { status, items } = useLive(accountSource(accountId));
  const nowMs = useNow({ everyMs: 15_000 });
  const account = items?.[0]?.value;
  return { status, account, availableMicros: account && balanceMicros(account, nowMs) };
}
