import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { ListSource } from '../lists/list-source.ts';
import { type ListState, noList } from '../lists/list-state.ts';
import { useConnection } from './connection.ts';

export interface ShownList<T> extends ListState<T> {
  loadOlder: () => void;
}

/** Reads a list while mounted; null reads nothing. The source may be made anew each render. */
export function useList<T>(source: ListSource<T> | null): ShownList<T> {
  const { live } = useConnection();
  const latest = useRef(source);
  latest.current = source;
  const key = source?.key;
  const watch = useCallback(
    (onChange: () => void) =>
      key !== undefined && latest.current ? live.watchList(latest.current, onChange) : () => {},
    [live, key],
  );
  const read = useCallback(
    () => (key !== undefined && latest.current ? live.listState(latest.current) : noList),
    [live, key],
  );
  const loadOlder = useCallback(() => {
    if (key !== undefined) live.loadOlder({ key });
  }, [live, key]);
  return { ...useSyncExternalStore<ListState<T>>(watch, read, () => noList), loadOlder };
}
