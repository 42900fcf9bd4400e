import type { Activity } from '@firemeter/functions/contract';
import { ownActivityList } from './list-sources.ts';
import { usePerson } from './session.tsx';
import { type ShownList, useList } from './use-list.ts';

/** The signed-in person's latest requests, newest first, live. */
export function useOwnActivities(): ShownList<Activity> {
  const { uid } = usePerson();
  return useList(ownActivityList(uid));
}
