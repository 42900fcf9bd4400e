import { z } from 'zod';
import { schemaVersion, since } from '../store/stored-document.ts';
import { Time } from '../time.ts';

/** Why a Stripe event was parked. It granted and took nothing. */
export const ParkReason = z.enum([
  'live-in-test-mode',
  'test-in-live-mode',
  'other-account',
  'unknown-type',
  'unreadable',
  'no-payment',
  'no-account',
  'no-plan',
  'other-currency',
]);
export type ParkReason = z.infer<typeof ParkReason>;

/** `stripe_events/{id}`: a webhook event, claimed in the same commit as its effects. */
export const StripeEvent = z.strictObject({
  schemaVersion,
  type: z.string(),
  state: z.enum(['handled', 'parked']),
  /** Why it was parked. */
  why: ParkReason.nullable(),
  accountId: z.string().nullable(),
  paymentId: z.string().nullable(),
  /** The time at which Stripe created the event. */
  createdAt: Time,
  receivedAt: Time,
  /** The time of the automatic retry; null: the event was handled, or staff must check it. */
  retryAt: since(2, Time),
});
export type StripeEvent = z.infer<typeof StripeEvent>;
