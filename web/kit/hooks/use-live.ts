import { useCallback, useRef, useSyncExternalStore } from 'react';
import { type LiveSource, type LiveState, notListening } from '../live/live-store.ts';
import { useConnection } from './connection.ts';

/** Listens while mounted to what `source` names; null listens to nothing. The source may be made anew each render. */
export function useLive<T>(source: LiveSource<T> | null): LiveState<T> {
  const { live } = useConnection();
  const latest = useRef(source);
  latest.current = source;
  const key = source?.key;
  const watch = useCallback(
    (onChange: () => void) =>
      key !== undefined && latest.current ? live.watch(latest.current, onChange) : () => {},
    [live, key],
  );
  const read = useCallback(
    () => (key !== undefined && latest.current ? live.state(latest.current) : notListening),
    [live, key],
  );
  return useSyncExternalStore<LiveState<T>>(watch, read, () => notListening);
}
