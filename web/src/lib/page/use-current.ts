import type { Activity } from '@firemeter/functions/contract';
import { useLive } from '#kit/hooks/use-live.ts';
import type { ListItem } from '#kit/lists/joined-list.ts';
import type { Position } from '#kit/lists/position.ts';
import { hasLeftOpen } from '../money/credits/has-left-open.ts';
import { activitySource } from '../service/sources/live-sources.ts';

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
