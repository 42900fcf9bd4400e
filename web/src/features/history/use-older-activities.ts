import { Activity, collections } from '@firemeter/functions/contract';
import { where } from 'firebase/firestore';
import { ownActivitiesShown } from '../../lib/live-sources.ts';
import type { LiveItem } from '../../lib/live-store.ts';
import { usePerson } from '../../lib/session.tsx';
import { useOlder } from '../../lib/use-older.ts';

/** What lies behind the live list: it has ended long ago. */
export function useOlderActivities(live: readonly LiveItem<Activity>[] | undefined) {
  const { uid } = usePerson();
  return useOlder({
    queryKey: ['older-activities', uid],
    collectionName: collections.activities,
    where: [where('uid', '==', uid)],
    schema: Activity,
    live,
    shownLive: ownActivitiesShown,
  });
}
