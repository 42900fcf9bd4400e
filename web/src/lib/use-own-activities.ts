import type { Activity } from '@firemeter/functions/contract';
import { ownActivityList } from './list-sources.ts';
import { useAccountId } from './use-account-id.ts';
import { type ShownList, useList } from './use-list.ts';

/** The signed-in person's latest requests, newest first, live. */
export function useOwnActivities(): ShownList<Activity> {
  const accountId = useAccountId();
  return useList(ownActivityList(accountId));
}
