import type { Billing } from '@firemeter/functions/contract';
import { billingSource } from './live-sources.ts';
import type { LiveStatus } from './live-store.ts';
import { useAccountId } from './use-account-id.ts';
import { useLive } from './use-live.ts';

/** How the signed-in person pays, live: undefined until known, null while they have never paid. */
export function useBilling(): { status: LiveStatus; billing: Billing | null | undefined } {
  const accountId = useAccountId();
  const { status, items } = useLive(billingSource(accountId));
  return { status, billing: items && (items[0]?.value ?? null) };
}
