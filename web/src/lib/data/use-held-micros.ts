import type { Activity } from '@firemeter/functions/contract';
import { useLive } from '#kit/hooks/use-live.ts';
import type { LiveItem } from '#kit/live/live-store.ts';
import { openActivitiesShown } from '#kit/live/open-activities.ts';
import { openActivitiesSource } from '../service/sources/live-sources.ts';
import { activitiesMatching, openStatuses } from '../work/activity-filter.ts';
import { useAccountId } from './use-account-id.ts';
import { useFigures } from './use-figures.ts';

/** What the signed-in person's running requests hold, however many there are; undefined while it is not known. */
export function useHeldMicros(): number | undefined {
  const accountId = useAccountId();
  const { items } = useLive(openActivitiesSource(accountId));
  const isMore = items !== undefined && items.length >= openActivitiesShown;
  const figures = useFigures({
    key: ['open', accountId],
    of: (firestore) => activitiesMatching(firestore, { accountId, statuses: openStatuses }),
    changes: items,
    isWanted: isMore,
  });
  return isMore ? figures?.heldMicros : items && heldBy(items);
}

function heldBy(items: readonly LiveItem<Activity>[]): number {
  return items.reduce((sum, { value }) => sum + value.heldMicros, 0);
}
