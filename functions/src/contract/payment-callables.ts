import { z } from 'zod';
import { Currency } from './catalog.ts';
import { DocumentId, Name, Reason, RequestId, StripeId } from './identifiers.ts';
import { AmountCents, BillingInterval, PaymentState, StripeEvent, TopUpSettings } from './payments.ts';
import { wellFormedText } from './text.ts';

/** The price in money as it was shown, the catalog it came from, and the terms agreed to: nobody pays more than this. */
const shown = {
  currency: Currency,
  shownAmountCents: AmountCents,
  catalogVersion: z.int().min(0),
  termsVersion: wellFormedText({ min: 1, max: 40 }),
};

/** An address at Stripe to send the browser to. */
const Redirect = z.strictObject({ url: z.url() });
const Nothing = z.strictObject({});
/** Without a subscription's id, the main plan: who bought one in each of two tabs has two. */
const OnePlan = z.strictObject({
  requestId: RequestId,
  subscriptionId: StripeId.optional(),
});
const BuyPack = z.strictObject({ requestId: RequestId, pack: Name, ...shown });

/** What people and admins ask of payments. */
export const paymentCallables = {
  /**
   * Opens Stripe's page on which a pack or a plan is paid. It comes back to `/billing/return?payment=…`; of a pack,
   * `payments/{paymentId}` tells what has become of it.
   */
  startCheckout: {
    caller: 'person',
    tokenOnce: true,
    request: z.strictObject({
      requestId: RequestId,
      buy: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('pack'), pack: Name }),
        z.strictObject({ kind: z.literal('plan'), plan: Name, interval: BillingInterval }),
      ]),
      ...shown,
    }),
    /** Of a plan null: each of its invoices is a payment of its own. */
    response: z.strictObject({ url: z.url(), paymentId: z.string().nullable() }),
  },
  /** Charges the saved card: `card-declined`, `authentication-required` (then use `startCheckout`). */
  buyPackWithSavedCard: {
    caller: 'person',
    tokenOnce: true,
    request: BuyPack,
    response: z.strictObject({ paymentId: z.string(), state: PaymentState }),
  },
  /** Stripe's own page for cards, invoices and the subscription. */
  openBillingPortal: { caller: 'person', request: Nothing, response: Redirect },
  /** To a dearer plan at once, to a cheaper one when the period ends. */
  changePlan: {
    caller: 'person',
    request: z.strictObject({ requestId: RequestId, plan: Name, interval: BillingInterval, ...shown }),
    response: Nothing,
  },
  /** The plan ends with its period. */
  cancelPlan: { caller: 'person', request: OnePlan, response: Nothing },
  /** Takes a cancellation back before the period has ended. */
  resumePlan: { caller: 'person', request: OnePlan, response: Nothing },
  /** Turns the automatic top-up on, changes it, or (null) turns it off. */
  setTopUp: {
    caller: 'person',
    request: z.strictObject({
      topUp: TopUpSettings.extend({ pack: Name }).nullable(),
      termsVersion: shown.termsVersion,
    }),
    response: Nothing,
  },
  /** Gives money back, all (null) or part of what is left, and takes the credits behind it. Audited. */
  refundPayment: {
    caller: 'admin',
    request: z.strictObject({
      requestId: RequestId,
      paymentId: DocumentId,
      amountCents: AmountCents.min(1).nullable(),
      reason: Reason,
    }),
    response: z.strictObject({ state: PaymentState, refundedCents: AmountCents }),
  },
  /** Handles an event again that had been put aside. Audited. */
  replayStripeEvent: {
    caller: 'admin',
    request: z.strictObject({
      requestId: RequestId,
      eventId: StripeId,
      reason: Reason,
    }),
    response: z.strictObject({ state: StripeEvent.shape.state, why: StripeEvent.shape.why }),
  },
} as const;
