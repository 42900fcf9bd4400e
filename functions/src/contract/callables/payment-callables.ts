import { z } from 'zod';
import { Currency } from '../catalog/catalog.ts';
import { TopUpSettings } from '../payments/billing.ts';
import { DisputeEvidence } from '../payments/dispute-evidence.ts';
import { MonthTie } from '../payments/month-tie.ts';
import { AmountCents, BillingInterval, PaymentState } from '../payments/payment.ts';
import { StripeEvent } from '../payments/stripe-event.ts';
import { leastRole } from '../staff/staff-permissions.ts';
import { DocumentId, Name, Reason, RequestId, StripeId } from '../text/identifiers.ts';
import { wellFormedText } from '../text/text.ts';

/** The price in money as shown, the version of its catalog, and the accepted terms. No charge exceeds it. */
const shown = {
  currency: Currency,
  shownAmountCents: AmountCents,
  catalogVersion: z.int().min(0),
  termsVersion: wellFormedText({ min: 1, max: 40 }),
};

/** A page at Stripe to open in the browser. */
const Redirect = z.strictObject({ url: z.url() });
const Nothing = z.strictObject({});
/** Without a subscription id, the main plan. A user who bought a plan in each of two tabs has two. */
const OnePlan = z.strictObject({
  requestId: RequestId,
  subscriptionId: StripeId.optional(),
});
const RequestedMonth = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);
const BuyPack = z.strictObject({ requestId: RequestId, pack: Name, ...shown });

/** The callables about payments, for users and admins. */
export const paymentCallables = {
  /**
   * Opens Stripe's page to pay for a pack or a plan. It returns to `/billing/return?payment=…`. For a pack,
   * `payments/{paymentId}` has the outcome.
   */
  startCheckout: {
    caller: 'person',
    needsAgreement: true,
    tokenOnce: true,
    request: z.strictObject({
      requestId: RequestId,
      buy: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('pack'), pack: Name }),
        z.strictObject({ kind: z.literal('plan'), plan: Name, interval: BillingInterval }),
      ]),
      ...shown,
    }),
    /** Null for a plan, because each of its invoices is a payment of its own. */
    response: z.strictObject({ url: z.url(), paymentId: z.string().nullable() }),
  },
  /** Charges the saved card: `card-declined`, `authentication-required` (then use `startCheckout`). */
  buyPackWithSavedCard: {
    caller: 'person',
    needsAgreement: true,
    tokenOnce: true,
    request: BuyPack,
    response: z.strictObject({ paymentId: z.string(), state: PaymentState }),
  },
  /** Opens Stripe's page for cards, invoices and the subscription. */
  openBillingPortal: { caller: 'person', request: Nothing, response: Redirect },
  /** Changes to a more expensive plan at once, or to a cheaper one when the period ends. */
  changePlan: {
    caller: 'person',
    needsAgreement: true,
    request: z.strictObject({ requestId: RequestId, plan: Name, interval: BillingInterval, ...shown }),
    response: Nothing,
  },
  /** Ends the plan with its period. */
  cancelPlan: { caller: 'person', request: OnePlan, response: Nothing },
  /** Undoes a cancellation before the period ends. */
  resumePlan: { caller: 'person', needsAgreement: true, request: OnePlan, response: Nothing },
  /** Turns on automatic top-up, changes it, or turns it off (null). */
  setTopUp: {
    caller: 'person',
    request: z.strictObject({
      topUp: TopUpSettings.extend({ pack: Name }).nullable(),
      termsVersion: shown.termsVersion,
    }),
    response: Nothing,
  },
  /** Refunds all (null) or part of the rest of a payment, and takes back the credits behind it. Audited. */
  refundPayment: {
    caller: leastRole('refund-payment'),
    request: z.strictObject({
      requestId: RequestId,
      paymentId: DocumentId,
      amountCents: AmountCents.min(1).nullable(),
      reason: Reason,
    }),
    response: z.strictObject({ state: PaymentState, refundedCents: AmountCents }),
  },
  /** Writes evidence for a dispute from what is stored about the account. Changes nothing. */
  prepareDisputeEvidence: {
    caller: leastRole('answer-disputes'),
    request: z.strictObject({ paymentId: DocumentId, disputeId: StripeId }),
    response: z.strictObject({ evidence: DisputeEvidence }),
  },
  /** Submits evidence for a dispute to the bank, which takes it once. Audited. */
  submitDisputeEvidence: {
    caller: leastRole('answer-disputes'),
    request: z.strictObject({
      requestId: RequestId,
      paymentId: DocumentId,
      disputeId: StripeId,
      evidence: DisputeEvidence,
      reason: Reason,
    }),
    response: z.strictObject({ status: z.string() }),
  },
  /**
   * Compares a month of the journal with Stripe's balance transactions. Changes nothing. `payments-unavailable` if Stripe
   * can't be reached, `busy` while figures are recomputed.
   */
  compareMonthWithStripe: {
    caller: leastRole('read-people'),
    request: z.strictObject({ month: RequestedMonth }),
    response: MonthTie,
  },
  /** Handles a parked event again. Audited. */
  replayStripeEvent: {
    caller: leastRole('replay-stripe-event'),
    request: z.strictObject({
      requestId: RequestId,
      eventId: StripeId,
      reason: Reason,
    }),
    response: z.strictObject({ state: StripeEvent.shape.state, why: StripeEvent.shape.why }),
  },
} as const;
