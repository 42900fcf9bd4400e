import type { Billing } from '@firemeter/functions/contract';
import { useLive } from '#kit/hooks/use-live.ts';
import type { LiveStatus } from '#kit/live/live-store.ts';
import { billingSource } from '../service/sources/live-sources.ts';
import { useAccountId } from './use-account-id.ts';

/** How the signed-in person pays, live: undefined until known, null while they have never paid. */
export function useBilling(): { status: LiveStatus; billing: Billing | null | undefined } {
  const accountId = useAccountId();
  const { status, items } = useLive(billingSource(accountId));
  return { status, billing: items && (items[0]?.value ?? null) };
}
