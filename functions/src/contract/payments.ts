import { z } from 'zod';
import { Currency } from './catalog.ts';
import { LotDescriptor, type UnitValue } from './documents.ts';
import { Micros } from './micros.ts';
import { personal } from './personal.ts';
import { schemaVersion, since } from './stored-document.ts';
import { wellFormedText } from './text.ts';
import { Time, TimeMs } from './time.ts';

/** The version of the terms of sale and the refund policy that are shown. A payment records the accepted version. */
export const TERMS_VERSION = '2026-11';

/** In the currency's smallest unit: cents, and whole yen. */
export const AmountCents = z.int().min(0);
export const BillingInterval = z.enum(['month', 'year']);
export type BillingInterval = z.infer<typeof BillingInterval>;

/**
 * Returns the id of a payment: its account and, after the last `_`, its cause (a request id, or the id of a Stripe
 * invoice).
 */
export function paymentIdOf({ accountId, cause }: { accountId: string; cause: string }): string {
  return `${accountId}_${cause.replaceAll('_', '-')}`;
}

const Name = wellFormedText({ min: 1, max: 64 });

/** The subject of a payment. Each invoice of a plan is a payment. */
export const Bought = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pack'), pack: Name, label: z.string(), micros: Micros }),
  z.strictObject({
    kind: z.literal('plan'),
    plan: Name,
    label: z.string(),
    interval: BillingInterval,
    /** The credits that it grants at once. */
    micros: Micros,
  }),
]);
export type Bought = z.infer<typeof Bought>;

export const PaymentState = z.enum([
  /** Created and not paid yet. */
  'open',
  /** In progress, with a method that takes days, such as a bank debit. */
  'processing',
  'failed',
  /** Never paid, because the buyer left the checkout. */
  'expired',
  'paid',
  'partly-refunded',
  'refunded',
  /** Its credits are frozen until the bank decides. */
  'disputed',
  /** A dispute was lost, and its credits were taken back. */
  'dispute-lost',
]);
export type PaymentState = z.infer<typeof PaymentState>;

/** The amount that a payment added to the Stripe balance, in the currency in which Stripe settles. */
export const Settlement = z.strictObject({
  currency: Currency,
  amountCents: z.int(),
  /** Stripe's fee. */
  feeCents: z.int(),
  netCents: z.int(),
  /** The rate from the payment's currency; null: both currencies are the same. */
  exchangeRate: z.number().positive().nullable(),
});
export type Settlement = z.infer<typeof Settlement>;

/** Money that goes back to the buyer. `undone`: the refund failed, or the dispute was won. */
export const Reversal = z.strictObject({
  kind: z.enum(['refund', 'dispute']),
  amountCents: AmountCents,
  state: z.enum(['open', 'done', 'undone']),
  /** Stripe's fee for it, in addition to the amount, in the currency in which Stripe settles; null: unknown. */
  fee: since(3, z.strictObject({ currency: Currency, cents: z.int() })).optional(),
});
export type Reversal = z.infer<typeof Reversal>;

/**
 * `payments/{accountId_cause}`: a purchase and its state. The cause is the request id, or the id of a Stripe invoice.
 */
export const Payment = z.strictObject({
  schemaVersion,
  accountId: z.string(),
  uid: z.string(),
  bought: Bought,
  via: z.enum(['checkout', 'saved-card', 'top-up', 'subscription']),
  currency: Currency,
  /** The price as shown, before promotion codes and tax. */
  amountCents: AmountCents,
  /** The amount paid, including tax; null: nothing yet. */
  paidCents: AmountCents.nullable(),
  /** The discount that promotion codes took off the price; null: unknown. */
  discountCents: since(3, AmountCents).optional(),
  /** The tax in the amount paid; null: unknown. */
  taxCents: since(3, AmountCents).optional(),
  /** Null: not settled by Stripe yet, or unknown. */
  settlement: since(3, Settlement).optional(),
  state: PaymentState,
  /** Stripe's code for the failure, such as `card_declined` or `authentication_required`. */
  failure: z.string().nullable(),
  catalogVersion: z.int(),
  /** The accepted version of the terms. */
  termsVersion: z.string(),
  sessionId: z.string().nullable(),
  paymentIntentId: z.string().nullable(),
  invoiceId: z.string().nullable(),
  /** Stripe's receipt page. */
  receiptUrl: z.string().nullable(),
  /** The credits behind the payment, and the ledger entry that granted them. */
  lot: LotDescriptor.nullable(),
  entryId: z.string().nullable(),
  /** By Stripe's id of the refund or dispute. */
  reversals: z.record(z.string(), Reversal),
  refundedCents: AmountCents,
  /** The refunds that admins have requested from Stripe, by request id. */
  refundsAsked: z.record(z.string(), AmountCents),
  /** The credits taken back for refunds and lost disputes. */
  revokedMicros: Micros,
  traceId: z.string(),
  createdAt: Time,
  paidAt: Time.nullable(),
});
export type Payment = z.infer<typeof Payment>;

/** Returns the revenue of a payment without tax; null: unknown. */
export function netPaidCents({
  paidCents,
  taxCents,
}: Pick<Payment, 'paidCents' | 'taxCents'>): number | null {
  if (paidCents === null || taxCents === null || taxCents === undefined) return null;
  return Math.max(0, paidCents - taxCents);
}

/** Returns the price of a payment's credits, for its lot's unit value; null: unknown. */
export function unitValueOf(
  netCents: number | null | undefined,
  bought: { readonly micros: number; readonly currency: string | undefined },
): UnitValue | null {
  const { micros: perMicros, currency } = bought;
  if (netCents === null || netCents === undefined || currency === undefined || perMicros < 1) return null;
  return { cents: netCents, perMicros, currency };
}

/** Returns the part of a payment's credits that goes back with a part of its money; all credits for all the money. */
export function creditsBehind(
  { paidCents, bought }: Pick<Payment, 'paidCents' | 'bought'>,
  backCents: number,
): number {
  if (!paidCents) return 0;
  return Number((BigInt(bought.micros) * BigInt(Math.min(backCents, paidCents))) / BigInt(paidCents));
}

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

/** The settings of automatic top-up; null: it is off. */
export const TopUpSettings = z.strictObject({
  /** Charged when the balance falls below this. */
  belowMicros: Micros,
  pack: Name,
  currency: Currency,
  /** The most that it charges in a calendar month (UTC). */
  monthlyMaxCents: AmountCents,
});
export type TopUpSettings = z.infer<typeof TopUpSettings>;

/** The state of automatic top-up, which is kept when it is turned off and on. */
export const TopUpState = z.strictObject({
  /** The calendar month (UTC) that `chargedCents` covers, in the currency of the settings. */
  monthStartMs: TimeMs,
  chargedCents: AmountCents,
  /** When the last charge was claimed. */
  lastAtMs: TimeMs.nullable(),
  /** The number of charges ever claimed, from which the name of the next one is derived. */
  count: z.int().min(0),
  /** The charge whose outcome is not known yet. */
  charge: z.strictObject({ cause: z.string(), amountCents: AmountCents, atMs: TimeMs }).nullable(),
  /** The version of the terms accepted when it was turned on. */
  termsVersion: z.string(),
  /** Why it turned itself off. */
  stopped: z.enum(['declined', 'authentication-required', 'no-card', 'no-pack', 'no-answer']).nullable(),
});
export type TopUpState = z.infer<typeof TopUpState>;

export const NO_TOP_UPS: TopUpState = {
  monthStartMs: 0,
  chargedCents: 0,
  lastAtMs: null,
  count: 0,
  charge: null,
  termsVersion: '',
  stopped: null,
};

/**
 * The terms that a customer accepted with a plan. They apply until the customer chooses another plan, even if the
 * catalog changes. The cost is the amount of its price at Stripe.
 */
export const PlanTerms = z.strictObject({
  label: z.string(),
  unlimited: z.boolean(),
  /** Credits per month; for an unlimited plan, its fair-use cap. */
  monthlyMicros: Micros,
  rolloverMicros: Micros,
  currency: Currency,
  amountCents: AmountCents,
  /** The catalog version with which these terms were published. */
  catalogVersion: z.int(),
});
export type PlanTerms = z.infer<typeof PlanTerms>;

/** A payment for a period, the credits that it raised the plan to, and how much of its money has gone back. */
export const PlanPayment = z.strictObject({
  paymentId: z.string(),
  plan: Name,
  monthlyMicros: Micros,
  rolloverMicros: Micros,
  atMs: TimeMs,
  paidCents: AmountCents,
  /** Without tax; null: unknown. */
  netCents: since(3, AmountCents).optional(),
  backCents: AmountCents,
  isDisputed: z.boolean(),
  terms: PlanTerms.nullable(),
});
export type PlanPayment = z.infer<typeof PlanPayment>;

/** The last paid period of a plan, and how far its credits have been granted. */
export const PaidPlan = z.strictObject({
  subscriptionId: z.string(),
  plan: Name,
  interval: BillingInterval,
  startMs: TimeMs,
  endMs: TimeMs,
  /** As in the catalog when it was paid for. */
  monthlyMicros: Micros,
  rolloverMicros: Micros,
  paymentId: z.string(),
  /** The month that is granted next, counted from 0. */
  nextMonth: z.int().min(0),
  /** The lot of the month before, in this period or the previous one. */
  lotId: z.string().nullable(),
  /** The accepted terms; null: unknown, because they were not stored yet when it was paid for. */
  terms: since(2, PlanTerms),
  /** The payments for it: the period itself, then each upgrade within it. */
  payments: since(2, z.array(PlanPayment)),
});
export type PaidPlan = z.infer<typeof PaidPlan>;

/** A subscription at Stripe, as last reported. */
export const Subscription = z.strictObject({
  subscriptionId: z.string(),
  plan: Name,
  interval: BillingInterval,
  status: z.enum(['incomplete', 'trialing', 'active', 'past-due', 'unpaid', 'cancelled']),
  periodStartMs: TimeMs,
  periodEndMs: TimeMs,
  /** It ends with the period, or at `endsAtMs`. */
  isCancelled: z.boolean(),
  /** The time at which it ends; null: it continues, or ends with the period. */
  endsAtMs: since(2, TimeMs),
  /** The plan that follows when the period ends. */
  next: z.strictObject({ plan: Name, interval: BillingInterval }).nullable(),
  /** The accepted terms; null: unknown. */
  terms: since(2, PlanTerms),
  /** The time of the request to Stripe. An older response never replaces a newer one. */
  asOfMs: TimeMs,
});
export type Subscription = z.infer<typeof Subscription>;

/** `billing/{accountId}`: how an account pays. */
export const Billing = z.strictObject({
  schemaVersion,
  uid: z.string(),
  customerId: z.string().nullable(),
  /** The saved card. */
  card: z
    .strictObject({
      paymentMethodId: z.string(),
      brand: personal(z.string()),
      last4: personal(z.string()),
      expiresMonth: z.int(),
      expiresYear: z.int(),
    })
    .nullable(),
  subscription: Subscription.nullable(),
  paidPlan: PaidPlan.nullable(),
  /** Other plans that run at the same time, bought in another tab. */
  otherSubscriptions: since(
    2,
    z.array(z.strictObject({ subscription: Subscription.nullable(), paidPlan: PaidPlan.nullable() })),
  ),
  /** The time at which the next month of it is due; null: all paid months have been granted. */
  nextAllotmentAt: Time.nullable(),
  topUp: TopUpSettings.nullable(),
  topUpState: TopUpState,
  /** Disputes of this account's payments, by Stripe's id. */
  disputes: z.array(z.string()),
});
export type Billing = z.infer<typeof Billing>;

/** The ways in which Stripe's payments and ours can differ. */
export const DifferenceKind = z.enum([
  /** Paid at Stripe, but we have no such payment. */
  'payment-not-here',
  /** Paid at Stripe, but not paid according to our payment. */
  'not-paid-here',
  'payment-not-at-stripe',
  'amount-differs',
  'currency-differs',
  /** Paid, but no ledger entry grants the purchase. */
  'not-granted',
  'granted-differently',
  /** Granted as bought, but without a payment behind it. */
  'granted-without-payment',
  'reversal-not-here',
  'reversal-not-at-stripe',
  'reversal-differs',
  /** The ledger has taken back another amount than the payment records. */
  'taken-back-differently',
]);
export type DifferenceKind = z.infer<typeof DifferenceKind>;

export const Difference = z.strictObject({
  kind: DifferenceKind,
  /** The payment or ledger entry that it concerns. */
  here: z.string().nullable(),
  /** The payment, refund or dispute at Stripe. */
  atStripe: z.string().nullable(),
  /** The two values, if both sides have one. */
  says: z.strictObject({ here: z.string(), stripe: z.string() }).nullable(),
});
export type Difference = z.infer<typeof Difference>;

export const RECONCILIATION = 'stripe-reconciliation';

/** `system_config/stripe-reconciliation`: the result of the last comparison with Stripe. */
export const ReconciliationReport = z.strictObject({
  schemaVersion,
  reconciliation: z.strictObject({
    fromMs: TimeMs,
    toMs: TimeMs,
    /** The number of payments, refunds and disputes that were compared. */
    compared: z.int().min(0),
    found: z.int().min(0),
    /**
     * Payments since this time have their tax and fees, as far as Stripe reports them. Older ones follow night by
     * night.
     */
    completeSinceMs: since(3, TimeMs).optional(),
    /** The first differences. */
    differences: z.array(Difference),
  }),
});
export type ReconciliationReport = z.infer<typeof ReconciliationReport>;
