import { useList } from '#kit/hooks/use-list.ts';
import { paymentList } from '../service/sources/list-sources.ts';
import { useAccountId } from './use-account-id.ts';

/** What the signed-in person has bought, newest first, live. */
export function useOwnPayments() {
  const accountId = useAccountId();
  return useList(paymentList(accountId));
}
