import { type Activity, activityIdOf } from '@firemeter/functions/contract';
import { useAccountId } from './account-context.ts';
import { useLive } from './use-live.ts';
import { useSources } from './use-sources.ts';

/** Returns a request of whoever is signed in, live: its status, progress and charge. Undefined until it is known. */
export function useActivity(requestId: string | null): Activity | undefined {
  const { activitySource } = useSources();
  const accountId = useAccountId();
  const isKnown = accountId !== null && requestId !== null;
  return useLive(isKnown ? activitySource(activityIdOf({ accountId, requestId })) : null).items?.[0]?.value;
}
