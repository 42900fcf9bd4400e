import { AppError, balanceMicros, type HoldState } from '../contract/index.ts';
import type { Outcome } from '../meter/lane/waiting.ts';

/** Returns the state of a hold, for its owner. */
export function toHoldState(activityId: string, { account, activity }: Outcome, nowMs: number): HoldState {
  if (!activity) throw new AppError('not-found', { reason: 'activity' });
  const { status, heldMicros, capturedMicros, leaseUntil } = activity.value;
  return {
    activityId,
    status,
    heldMicros,
    capturedMicros,
    leaseUntilMs: leaseUntil,
    remainingMicros: balanceMicros(account, nowMs),
  };
}
