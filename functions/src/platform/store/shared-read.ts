import { SECOND_MS } from '../../contract/index.ts';

/** A change by an admin takes effect on every instance within this time. */
const MAX_AGE_MS = 5 * SECOND_MS;

/**
 * Returns a value that was read at most five seconds ago, unless requested otherwise, and that suffices for the caller.
 */
export type SharedRead<T> = (wanted?: {
  readonly maxAgeMs?: number;
  readonly isEnough?: (value: T) => boolean;
}) => Promise<T>;

/** Reads something once for all concurrent callers, and caches it. @param read receives the previous value */
export function createSharedRead<T>(options: {
  read: (before: T | null) => Promise<T>;
  now: () => number;
}): SharedRead<T> {
  const { read, now } = options;
  let latest: { value: T; readMs: number } | null = null;
  let reading: Promise<T> | null = null;

  async function readNow(): Promise<T> {
    const readMs = now();
    const value = await read(latest?.value ?? null);
    latest = { value, readMs };
    return value;
  }

  function readShared(): Promise<T> {
    reading ??= readNow().finally(() => {
      reading = null;
    });
    return reading;
  }

  return async ({ maxAgeMs = MAX_AGE_MS, isEnough = () => true } = {}) => {
    const isFresh = latest && now() - latest.readMs < maxAgeMs;
    if (latest && isFresh && isEnough(latest.value)) return latest.value;
    const wasUnderWay = reading !== null;
    const value = await readShared();
    // A read that began before the call may have missed what the caller has seen.
    return wasUnderWay && !isEnough(value) ? readShared() : value;
  };
}

/** Removes the entry that was added first from what an instance remembers, if there are more than `most`. */
export function forgetOldest<K>(remembered: Map<K, unknown> | Set<K>, most: number): void {
  const [oldest] = remembered.keys();
  if (remembered.size > most && oldest !== undefined) remembered.delete(oldest);
}
