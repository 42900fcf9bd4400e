import type Stripe from 'stripe';
import type { ParkReason } from '../../contract/index.ts';
import type { PaymentServices } from '../payment-services.ts';
import type { StripeChange } from '../stripe-change.ts';

/** The action that a Stripe event requires. */
export type Verdict =
  /** A change to book. It is decided on the documents at that time, and may still be parked. */
  | {
      readonly kind: 'book';
      readonly accountId: string;
      readonly paymentId: string | null;
      readonly change: StripeChange;
    }
  | Parked
  /** Nothing to do: another event has the same facts, or the event is about something that this app doesn't sell. */
  | { readonly kind: 'nothing' };

/** Parked, for an admin to check and replay. */
export interface Parked {
  readonly kind: 'parked';
  readonly why: ParkReason;
}

export type EventHandler = (event: Stripe.Event, services: PaymentServices) => Promise<Verdict>;

export function parked(why: ParkReason): Parked {
  return { kind: 'parked', why };
}

export const NOTHING: Verdict = { kind: 'nothing' };
