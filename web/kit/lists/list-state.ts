import type { LiveStatus } from '../live/live-store.ts';
import type { ListItem } from './joined-list.ts';
import type { Position } from './position.ts';

export interface Delay {
  readonly ms: number;
  readonly atMs: number;
}

/** How a list stands. */
export interface ListState<T> {
  status: LiveStatus;
  /** Newest first, without gaps; undefined while nothing is known. */
  items: readonly ListItem<T>[] | undefined;
  /** What stands below it no longer changes by itself. */
  windowEnd: Position | null;
  /** There is more below the last item. */
  hasOlder: boolean;
  older: 'idle' | 'loading' | 'failed';
  /** Documents left out because they do not match their schema. */
  unreadable: number;
  /** How long after it happened the newest change was shown, and when that was; null: nothing has changed yet. */
  delay: Delay | null;
}

export const noList: ListState<never> = {
  status: 'loading',
  items: undefined,
  windowEnd: null,
  hasOlder: false,
  older: 'idle',
  unreadable: 0,
  delay: null,
};
