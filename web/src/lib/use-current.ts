import type { Activity } from '@firemeter/functions/contract';
import { hasLeftOpen } from './has-left-open.ts';
import type { ListItem } from './lists/joined-list.ts';
import type { Position } from './lists/position.ts';
import { activitySource } from './live-sources.ts';
import { useLive } from './use-live.ts';

/** A request as it is now: one that goes on after it has left the live window is followed by itself. */
export function useCurrent(item: ListItem<Activity>, windowEnd: Position | null): Activity;
export function useCurrent(
  item: ListItem<Activity> | undefined,
  windowEnd: Position | null,
): Activity | undefined;
export function useCurrent(
  item: ListItem<Activity> | undefined,
  windowEnd: Position | null,
): Activity | undefined {
  const { items } = useLive(item && hasLeftOpen(item, windowEnd) ? activitySource(item.id) : null);
  return items?.[0]?.value ?? item?.value;
}
