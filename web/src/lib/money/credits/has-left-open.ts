import { type Activity, isOpen } from '@firemeter/functions/contract';
import type { ListItem } from '#kit/lists/joined-list.ts';
import { isBelow, type Position } from '#kit/lists/position.ts';

/** Tells whether a request goes on below the live window, where its row no longer changes by itself. */
export function hasLeftOpen(item: ListItem<Pick<Activity, 'status'>>, windowEnd: Position | null): boolean {
  return windowEnd !== null && isBelow(item, windowEnd) && isOpen(item.value);
}
