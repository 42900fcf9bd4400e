import { type Activity, AppError, LEASE_MS, MINUTE_MS } from '../contract/index.ts';
import type { Outcome } from '../meter/lane/waiting.ts';
import type { Versioned } from '../platform/store/documents.ts';
import type { Held } from './hold-credits.ts';
import type { RunningWork } from './running-work.ts';
import type { OwnServices } from './services.ts';

/** The longest time that a call waits for another call's work. The caller may call again. */
const PATIENCE_MS = 4 * MINUTE_MS;
const LEASE_GRACE_MS = 100;

export type Owned =
  | { readonly kind: 'mine'; readonly activity: Versioned<Activity> }
  | { readonly kind: 'ended'; readonly outcome: Outcome };

/**
 * Waits until an activity that another call holds has ended, or until this call may run it: because its lease has
 * expired, or because its worker was this instance and no call here handles it any more.
 * @throws AppError `busy` when the other call takes too long
 */
export async function ownActivity(
  services: OwnServices,
  { activityId, outcome, activity, ownerNonce }: Held,
  running: RunningWork,
): Promise<Owned> {
  if (activity.value.endedAt !== null) return { kind: 'ended', outcome };

  const { now } = services;
  const patientUntilMs = now() + PATIENCE_MS;
  let goneNonce = findGoneRun(services, activity.value, running);
  while (now() < patientUntilMs) {
    if (goneNonce === null) {
      await awaitEndOrLease(services, { activityId, activity: activity.value, patientUntilMs });
    }
    const { accountId } = activity.value;
    const latest = await startActivity(services, { activityId, accountId, ownerNonce, goneNonce });
    if (latest.activity?.value.ownerNonce === ownerNonce) return { kind: 'mine', activity: latest.activity };
    if (latest.activity?.value.endedAt != null) return { kind: 'ended', outcome: latest };
    goneNonce = null;
  }
  throw new AppError('busy', { reason: 'still-running', retryAfterMs: 5_000 });
}

/** Returns the nonce of an activity's run if it was on this instance and no call here handles it any more. */
export function findGoneRun(
  { instanceId }: Pick<OwnServices, 'instanceId'>,
  { worker, ownerNonce }: Activity,
  running: RunningWork,
): string | null {
  return worker === instanceId && !running.isShared() ? ownerNonce : null;
}

interface Start extends Pick<Held, 'activityId' | 'ownerNonce'> {
  readonly accountId: string;
  /** The nonce of a run that is known to be gone. */
  readonly goneNonce: string | null;
  /** The activity if it was just read, which saves a read. */
  readonly stored?: Versioned<Activity>;
}

/** Requests an activity under a nonce. The caller owns it if it is returned with that nonce. */
export function startActivity(
  { meter, instanceId }: OwnServices,
  { activityId, accountId, ownerNonce, goneNonce, stored }: Start,
): Promise<Outcome> {
  const change = { kind: 'start', ownerNonce, worker: instanceId, leaseMs: LEASE_MS, goneNonce } as const;
  return meter.submit(accountId, { kind: 'update', activityId, change }, stored);
}

/** Resolves when the activity has ended, its lease has expired, or the wait has lasted too long. */
function awaitEndOrLease(
  { activities, now }: OwnServices,
  {
    activityId,
    activity,
    patientUntilMs,
  }: { activityId: string; activity: Activity; patientUntilMs: number },
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  const check = ({ endedAt, leaseUntil }: Activity) => {
    clearTimeout(timer);
    if (endedAt !== null) return resolve();
    const untilMs = Math.min((leaseUntil ?? 0) + LEASE_GRACE_MS, patientUntilMs);
    timer = setTimeout(resolve, Math.max(0, untilMs - now()));
  };
  check(activity);
  const stop = activities.watch(activityId, ({ value }) => check(value));
  return promise.finally(() => {
    clearTimeout(timer);
    stop();
  });
}
