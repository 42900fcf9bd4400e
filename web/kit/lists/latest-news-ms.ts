import type { ListItem } from './joined-list.ts';
import { isBelow, type Position } from './position.ts';

/**
 * Returns when the newest change in a window happened; null: nothing is news. What comes from below the bottom of the window
 * is old, and was only moved up by others leaving.
 * @param options.bottom where the window ended before; null: nothing was below it
 */
export function latestNewsMs<T>(
  changed: Iterable<ListItem<T>>,
  { bottom, happenedAt }: { bottom: Position | null; happenedAt: (value: T) => number },
): number | null {
  let latestMs: number | null = null;
  for (const item of changed) {
    if (bottom && isBelow(item, bottom)) continue;
    latestMs = Math.max(latestMs ?? 0, happenedAt(item.value));
  }
  return latestMs;
}
