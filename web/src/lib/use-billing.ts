import type { Billing } from '@firemeter/functions/contract';
import { billingSource } from './live-sources.ts';
import type { LiveStatus } from './live-store.ts';
import { usePerson } from './session.tsx';
import { useLive } from './use-live.ts';

/** How the signed-in person pays, live: undefined until known, null while they have never paid. */
export function useBilling(): { status: LiveStatus; billing: Billing | null | undefined } {
  const { uid } = usePerson();
  const { status, items } = useLive(billingSource(uid));
  return { status, billing: items && (items[0]?.value ?? null) };
}
