import { z } from 'zod';
import { AppError } from './errors.ts';
import { DAY_MS, MINUTE_MS } from './time.ts';

/** UUIDv7 made by the client once per intent and reused on every retry: the idempotency key. */
export const RequestId = z.uuidv7();

const MAX_AGE_MS = 7 * DAY_MS;
const MAX_AHEAD_MS = 5 * MINUTE_MS;

/** Milliseconds since 1970 at which a UUIDv7 was made (RFC 9562, section 5.7: its first 48 bits). */
export function requestTimeMs(requestId: string): number {
  return Number.parseInt(requestId.replaceAll('-', '').slice(0, 12), 16);
}

/**
 * Refuses a request id too old for its outcome to be certain, or from the future.
 * @throws AppError `request-expired`
 */
export function assertFreshRequestId(requestId: string, nowMs: number): void {
  const ageMs = nowMs - requestTimeMs(requestId);
  if (ageMs > MAX_AGE_MS) {
    throw new AppError('request-expired', 'This request id is older than 7 days. Make a new one.');
  }
  if (ageMs < -MAX_AHEAD_MS) {
    throw new AppError('request-expired', 'This request id is from the future. Check the device clock.');
  }
}
