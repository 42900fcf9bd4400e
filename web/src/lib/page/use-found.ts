import { useEffect, useMemo, useState } from 'react';
import type { ShownList } from '#kit/hooks/use-list.ts';
import type { ListItem } from '#kit/lists/joined-list.ts';

/** So many matches fill a page; so many documents are read before somebody is asked whether to go on. */
const enough = 30;
const readAtOnce = 1_000;

export interface Found<T> {
  items: readonly ListItem<T>[] | undefined;
  /** Older ones are being looked through. */
  searching: boolean;
  /** How many were looked through; below them there may be more. */
  looked: number;
  /** Goes on where the search has stopped, or has failed. */
  searchOn: () => void;
}

/**
 * The documents of a list that match a text. Where the store cannot compare, older pages are read until enough is found
 * or the list ends, so that nothing is said to match only after everything was looked at.
 */
export function useFound<T>(list: ShownList<T>, matches: ((value: T) => boolean) | null): Found<T> {
  const { items, hasOlder, older, loadOlder } = list;
  const [allowance, setAllowance] = useState(readAtOnce);
  const found = useMemo(
    () => (matches ? items?.filter(({ value }) => matches(value)) : items),
    [items, matches],
  );
  const looked = items?.length ?? 0;
  const searching =
    matches !== null && hasOlder && (found?.length ?? 0) < enough && looked < allowance && older !== 'failed';
  useEffect(() => {
    if (searching && older === 'idle') loadOlder();
  }, [searching, older, loadOlder]);
  const searchOn = () => {
    setAllowance(looked + readAtOnce);
    loadOlder();
  };
  return { items: found, searching, looked, searchOn };
}
