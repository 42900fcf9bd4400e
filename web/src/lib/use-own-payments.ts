import { paymentList } from './list-sources.ts';
import { usePerson } from './session.tsx';
import { useList } from './use-list.ts';

/** What the signed-in person has bought, newest first, live. */
export function useOwnPayments() {
  const { uid } = usePerson();
  return useList(paymentList(uid));
}
