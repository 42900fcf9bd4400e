import type { Activity } from '@firemeter/functions/contract';
import { ownActivitiesSource } from './live-sources.ts';
import type { LiveState } from './live-store.ts';
import { usePerson } from './session.tsx';
import { useLive } from './use-live.ts';

/** The signed-in person's latest requests, newest first, live. */
export function useOwnActivities(): LiveState<Activity> {
  const { uid } = usePerson();
  return useLive(ownActivitiesSource(uid));
}
