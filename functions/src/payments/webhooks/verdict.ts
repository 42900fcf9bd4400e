import type Stripe from 'stripe';
import type { ParkReason } from '../../contract/index.ts';
import type { PaymentServices } from '../payment-services.ts';
import type { StripeChange } from '../stripe-change.ts';

/** What an event of Stripe's comes to. */
export type Verdict =
  /** A change to book, decided on the documents as they are then; it may still turn out that it cannot be. */
  | {
      readonly kind: 'book';
      readonly accountId: string;
      readonly paymentId: string | null;
      readonly change: StripeChange;
    }
  | Parked
  /** It says nothing new: another event tells the same, or it is about something that this app does not sell. */
  | { readonly kind: 'nothing' };

/** Put aside, to be looked at and replayed by an admin. */
export interface Parked {
  readonly kind: 'parked';
  readonly why: ParkReason;
}

export type EventHandler = (event: Stripe.Event, services: PaymentServices) => Promise<Verdict>;

export function parked(why: ParkReason): Parked {
  return { kind: 'parked', why };
}

export const NOTHING: Verdict = { kind: 'nothing' };
