import { z } from 'zod';
import { absentIsNull, schemaVersion } from '../store/stored-document.ts';
import { Time, TimeMs } from '../time.ts';

/** The most attempts that a delivery remembers. */
export const MAX_TRIES_KEPT = 20;

/**
 * `outbox/{id}`: a message that is sent at least once: an e-mail to a user, or a message to an endpoint of the operator.
 * Written in the commit of its cause, so that none is lost.
 */
export const Delivery = z.strictObject({
  schemaVersion,
  /** The user who gets it; null: an endpoint does. */
  uid: z.string().nullable(),
  /** The endpoint that gets it; null: a user does. */
  endpointId: z.string().nullable(),
  /**
   * The account that a message to an endpoint is about, which is erased with it; null: none, a user gets it, or it says that the
   * account was erased.
   */
  accountId: absentIsNull(z.string()),
  /** The kind of the notification, `digest`, or the name of the event. */
  kind: z.string(),
  details: z.record(z.string(), z.json()),
  eventId: z.string(),
  /** `suppressed`: it may not be sent, because the user doesn't want it or has no verified address. */
  state: z.enum(['waiting', 'delivered', 'failed', 'suppressed']),
  attempts: z.int().min(0),
  /** The last attempts, oldest first. */
  tries: z.array(z.strictObject({ atMs: TimeMs, tookMs: z.int().min(0), result: z.string() })),
  /** The worker that has it, until this time; null: none. */
  leaseUntil: Time.nullable(),
  /** Null: no further attempt. */
  nextAttemptAt: Time.nullable(),
  createdAt: Time,
});
export type Delivery = z.infer<typeof Delivery>;

/** Returns a delivery that waits for its first attempt. */
export function newDelivery(
  message: Pick<Delivery, 'uid' | 'endpointId' | 'accountId' | 'kind' | 'details' | 'eventId'>,
  { atMs, nowMs }: { readonly atMs: number; readonly nowMs: number },
): Delivery {
  return {
    ...{ schemaVersion: 1, ...message, state: 'waiting', attempts: 0, tries: [] },
    ...{ leaseUntil: null, nextAttemptAt: atMs, createdAt: nowMs },
  };
}
