import { useSyncExternalStore } from 'react';

/** Returns whether the device has a network. Where nothing says so, it is assumed to have one. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    watch,
    () => globalThis.navigator?.onLine !== false,
    () => true,
  );
}

function watch(onChange: () => void): () => void {
  if (typeof globalThis.addEventListener !== 'function') return () => {};
  globalThis.addEventListener('online', onChange);
  globalThis.addEventListener('offline', onChange);
  return () => {
    globalThis.removeEventListener('online', onChange);
    globalThis.removeEventListener('offline', onChange);
  };
}
