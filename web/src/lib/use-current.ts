import { type Activity, isOpen } from '@firemeter/functions/contract';
import type { ListItem } from './lists/joined-list.ts';
import { isBelow, type Position } from './lists/position.ts';
import { activitySource } from './live-sources.ts';
import { useLive } from './use-live.ts';

/** A request as it is now: one that goes on after it has left the live window is followed by itself. */
export function useCurrent(item: ListItem<Activity>, windowEnd: Position | null): Activity {
  const hasLeft = windowEnd !== null && isBelow(item, windowEnd);
  const { items } = useLive(hasLeft && isOpen(item.value) ? activitySource(item.id) : null);
  return items?.[0]?.value ?? item.value;
}
