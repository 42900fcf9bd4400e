import { comparePositions, isBelow, type Position } from './position.ts';

/** One document of a list. The same object for as long as the document stays the same. */
export interface ListItem<T> extends Position {
  readonly value: T;
}

/** What a query holds of a list: a part of it without gaps. */
export interface Part<T> {
  /** Without those that could not be read. */
  readonly items: readonly ListItem<T>[];
  /** Where it ends, readable or not; null: it is empty. */
  readonly last: Position | null;
  /** As many as were asked for: there may be more below. */
  readonly isFull: boolean;
}

/** A live window on top and everything known below it, without gaps down to `tail`. */
export interface JoinedList<T> {
  readonly items: readonly ListItem<T>[];
  /** Everything at or above it is in `items`; null: nothing is. */
  readonly tail: Position | null;
  /** There is nothing below the tail. */
  readonly isComplete: boolean;
  /** Where the live window ends: what stands below no longer changes by itself. */
  readonly windowEnd: Position | null;
}

/** A stretch of a list: what stands below `above`, down to `through` or, where that is null, to the end. */
export interface Stretch {
  readonly above: Position;
  readonly through: Position | null;
}

export const emptyList: JoinedList<never> = { items: [], tail: null, isComplete: false, windowEnd: null };

/** Returns where the window ends, if something can be below it; null: it contains the whole list. */
export function bottomOf({
  windowEnd,
  tail,
  isComplete,
}: Pick<JoinedList<unknown>, 'windowEnd' | 'tail' | 'isComplete'>): Position | null {
  return isComplete && windowEnd === tail ? null : windowEnd;
}

/**
 * Takes in the live window as it is now. What the window no longer reaches stays below it; what it should hold and does
 * not is gone.
 * @returns the list, and the stretch in between that nobody has read when the window has moved on by more than its size
 */
export function withWindow<T>(
  list: JoinedList<T>,
  window: Part<T>,
): { list: JoinedList<T>; unread: Stretch | null } {
  const { items, last, isFull } = window;
  if (!isFull || last === null) {
    return { list: { items, tail: last, isComplete: true, windowEnd: last }, unread: null };
  }
  const { tail } = list;
  if (tail === null || !isBelow(tail, last)) {
    return { list: { items, tail: last, isComplete: false, windowEnd: last }, unread: null };
  }
  const shown = new Set(items.map(({ id }) => id));
  const below = list.items.filter((item) => isBelow(item, last) && !shown.has(item.id));
  const newest = list.items[0];
  const unread =
    newest && isBelow(newest, last) && !shown.has(newest.id) ? { above: last, through: newest } : null;
  return { list: { ...list, items: [...items, ...below], windowEnd: last }, unread };
}

/** Adds what a query found below `cursor`. Ignores it when the list no longer ends there: it would leave a gap. */
export function withOlder<T>(list: JoinedList<T>, cursor: Position, page: Part<T>): JoinedList<T> {
  if (list.tail === null || comparePositions(list.tail, cursor) !== 0) return list;
  const shown = new Set(list.items.map(({ id }) => id));
  return {
    ...list,
    items: [...list.items, ...page.items.filter(({ id }) => !shown.has(id))],
    tail: page.last ?? list.tail,
    isComplete: !page.isFull,
  };
}

/** Replaces a stretch by what a query has found there; the window knows better about what it holds. */
export function withStretch<T>(
  list: JoinedList<T>,
  { above, through }: Stretch,
  found: readonly ListItem<T>[],
): JoinedList<T> {
  const { tail, windowEnd } = list;
  if (tail === null || windowEnd === null) return list;
  const isInside = (item: Position) =>
    isBelow(item, above) && isBelow(item, windowEnd) && (through === null || !isBelow(item, through));
  const kept = list.items.filter((item) => !isInside(item));
  const shown = new Set(kept.map(({ id }) => id));
  const end = through === null ? (found.at(-1) ?? tail) : tail;
  const fresh = found.filter((item) => isInside(item) && !shown.has(item.id) && !isBelow(item, end));
  return {
    ...list,
    items: [...kept, ...fresh].sort(comparePositions),
    tail: isBelow(end, tail) ? end : tail,
  };
}

/** Keeps the newest so many: what is left out is found again below the tail. */
export function trimmed<T>(list: JoinedList<T>, most: number): JoinedList<T> {
  if (list.items.length <= most) return list;
  const items = list.items.slice(0, most);
  return { ...list, items, tail: items.at(-1) ?? list.tail, isComplete: false };
}
