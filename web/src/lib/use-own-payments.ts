import { paymentsSource } from './live-sources.ts';
import { usePerson } from './session.tsx';
import { useLive } from './use-live.ts';

/** What the signed-in person has bought, newest first, live. */
export function useOwnPayments() {
  const { uid } = usePerson();
  return useLive(paymentsSource(uid));
}
