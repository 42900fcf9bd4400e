import { DAY_MS, HOUR_MS, MINUTE_MS, type ParkReason } from '../../contract/index.ts';

const FIRST_MS = 5 * MINUTE_MS;
const LONGEST_MS = 6 * HOUR_MS;
/** Stripe keeps events for 30 days. */
const KEPT_MS = 28 * DAY_MS;
/** Reasons that pass once the object that an event names has arrived. The others need an admin. */
export const PASSING: readonly ParkReason[] = ['no-payment', 'no-account', 'no-plan'];

/**
 * Returns when a parked event is retried: soon at first, then each time after as long again as it has waited, and at
 * least every six hours; null: not automatically.
 */
export function retryTimeMs(
  why: ParkReason | null,
  { receivedMs, nowMs }: { receivedMs: number; nowMs: number },
): number | null {
  if (!why || !PASSING.includes(why)) return null;
  const retryMs = nowMs + Math.min(LONGEST_MS, Math.max(FIRST_MS, nowMs - receivedMs));
  return retryMs - receivedMs < KEPT_MS ? retryMs : null;
}
