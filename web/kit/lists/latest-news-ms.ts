import type { ListItem } from './joined-list.ts';
import { isBelow, type Position } from './position.ts';

/**
 * Tells when the newest of what has come into a window happened; null: nothing is news. What comes from below where the
 * window ended before is old, and was only moved up by others leaving.
 */
export function latestNewsMs<T>(
  changed: Iterable<ListItem<T>>,
  { windowEnd, happenedAt }: { windowEnd: Position | null; happenedAt: (value: T) => number },
): number | null {
  let latestMs: number | null = null;
  for (const item of changed) {
    if (windowEnd && isBelow(item, windowEnd)) continue;
    latestMs = Math.max(latestMs ?? 0, happenedAt(item.value));
  }
  return latestMs;
}
