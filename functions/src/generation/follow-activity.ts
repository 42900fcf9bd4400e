import { type Activity, AppError, MINUTE_MS } from '../contract/index.ts';
import type { Outcome } from '../meter/lane.ts';
import type { Versioned } from '../platform/documents.ts';
import type { Held } from './hold-credits.ts';
import type { Flight } from './in-flight.ts';
import type { RunServices } from './run.ts';
import { LEASE_MS } from './time-limits.ts';

/** Longest wait of one call for another call's work; the caller may ask again. */
const PATIENCE_MS = 4 * MINUTE_MS;
const LEASE_GRACE_MS = 100;

type Followed =
  | { readonly kind: 'mine'; readonly activity: Versioned<Activity> }
  | { readonly kind: 'ended'; readonly outcome: Outcome };

/**
 * Waits until an activity is this call's to run, or has ended. It is mine when I made the hold, when its lease ran out,
 * or when its worker was this very instance and no call here is about it any more.
 * @throws AppError `busy` when the work of another call takes too long
 */
export async function followActivity(
  services: RunServices,
  { activityId, outcome, activity, ownerNonce }: Held,
  flight: Flight,
): Promise<Followed> {
  const { meter, instanceId, now } = services;
  if (activity.value.ownerNonce === ownerNonce) return { kind: 'mine', activity };
  if (activity.value.endedAt !== null) return { kind: 'ended', outcome };

  const patientUntilMs = now() + PATIENCE_MS;
  let goneWorker = flight.isShared() ? null : instanceId;
  while (now() < patientUntilMs) {
    if (goneWorker === null || activity.value.worker !== goneWorker) {
      await endOrLease(services, activityId, activity.value, patientUntilMs);
    }
    const change = { kind: 'start', ownerNonce, worker: instanceId, leaseMs: LEASE_MS, goneWorker } as const;
    const latest = await meter.submit(activity.value.accountId, { kind: 'update', activityId, change });
    if (latest.activity?.value.ownerNonce === ownerNonce) return { kind: 'mine', activity: latest.activity };
    if (latest.activity?.value.endedAt != null) return { kind: 'ended', outcome: latest };
    goneWorker = null;
  }
  throw new AppError('busy', 'This request is still being worked on. Ask again in a moment.', {
    retryAfterMs: 5_000,
  });
}

/** Resolves when the activity has ended, its lease has run out or patience has. */
function endOrLease(
  { activities, now }: RunServices,
  activityId: string,
  first: Activity,
  patientUntilMs: number,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  const look = ({ endedAt, leaseUntil }: Activity) => {
    clearTimeout(timer);
    if (endedAt !== null) return resolve();
    const untilMs = Math.min((leaseUntil ?? 0) + LEASE_GRACE_MS, patientUntilMs);
    timer = setTimeout(resolve, Math.max(0, untilMs - now()));
  };
  look(first);
  const stop = activities.watch(activityId, ({ value }) => look(value));
  return promise.finally(() => {
    clearTimeout(timer);
    stop();
  });
}
