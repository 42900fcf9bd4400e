import { paymentList } from './list-sources.ts';
import { useAccountId } from './use-account-id.ts';
import { useList } from './use-list.ts';

/** What the signed-in person has bought, newest first, live. */
export function useOwnPayments() {
  const accountId = useAccountId();
  return useList(paymentList(accountId));
}
