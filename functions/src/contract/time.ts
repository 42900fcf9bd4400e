import { z } from 'zod';

/** A stored time as returned by the Admin SDK and the browser SDK. Each has its own Timestamp class. */
const StoredTime = z.union([
  z.custom<{ toMillis(): number }>(
    (value) => typeof (value as { toMillis?: unknown } | null)?.toMillis === 'function',
    { error: 'Expected a Firestore Timestamp' },
  ),
  z.date(),
]);

/** A time: a Firestore Timestamp in the document, integer milliseconds since 1970 in the program. */
export const Time = z.codec(StoredTime, z.int(), {
  decode: (stored) => (stored instanceof Date ? stored.getTime() : Math.floor(stored.toMillis())),
  encode: (ms) => new Date(ms),
});

/** A time inside a map or an array of a document, where it is an integer: milliseconds since 1970. */
export const TimeMs = z.int().min(0);

/** A requested time. Bounded, so that times computed from it can still be stored. */
export const RequestedTimeMs = TimeMs.max(Date.UTC(9_000, 0));

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Returns the calendar month of UTC, such as `2026-11`. */
export function utcMonthOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 'YYYY-MM'.length);
}
