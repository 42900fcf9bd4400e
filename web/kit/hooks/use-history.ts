import type { Activity } from '@firemeter/functions/contract';
import { useAccountId } from './account-context.ts';
import { type ShownList, useList } from './use-list.ts';
import { useSources } from './use-sources.ts';

/** Returns the requests of whoever is signed in, newest first, live. `loadOlder` loads another page. */
export function useHistory(): ShownList<Activity> {
  const { activitiesSource } = useSources();
  const accountId = useAccountId();
  return useList(accountId === null ? null : activitiesSource(accountId));
}
