import { type Account, balanceMicros } from '@firemeter/functions/contract';
import type { LiveStatus } from '../live/live-store.ts';
import { useAccountId } from './account-context.ts';
import { useLive } from './use-live.ts';
import { useNow } from './use-now.ts';
import { useSources } from './use-sources.ts';

export interface LiveAccount {
  status: LiveStatus;
  account: Account | undefined;
  /** What can be spent now: undefined until known. */
  availableMicros: number | undefined;
}

/** Returns the whole account of whoever is signed in, live: its lots, limits and status. */
export function useAccount(): LiveAccount {
  const { accountSource } = useSources();
  const accountId = useAccountId();
  const { status, items } = useLive(accountId === null ? null : accountSource(accountId));
  const nowMs = useNow({ everyMs: 15_000 });
  const account = items?.[0]?.value;
  return { status, account, availableMicros: account && balanceMicros(account, nowMs) };
}
