import { z } from 'zod';
import { Currency } from './catalog.ts';
import { LotDescriptor, type UnitValue } from './documents.ts';
import { Micros } from './micros.ts';
import { personal } from './personal.ts';
import { schemaVersion, since } from './stored-document.ts';
import { wellFormedText } from './text.ts';
import { Time, TimeMs } from './time.ts';

/** The terms of sale and the refund policy as they are shown; a payment records the version that was agreed to. */
export const TERMS_VERSION = '2026-11';

/** In the currency's smallest unit: cents, and whole yen. */
export const AmountCents = z.int().min(0);
export const BillingInterval = z.enum(['month', 'year']);
export type BillingInterval = z.infer<typeof BillingInterval>;

/**
 * Returns the id of a payment: the account that it is for and, after the last `_`, its cause (a request id, or an invoice of
 * Stripe's).
 */
export function paymentIdOf({ accountId, cause }: { accountId: string; cause: string }): string {
  return `${accountId}_${cause.replaceAll('_', '-')}`;
}

const Name = wellFormedText({ min: 1, max: 64 });

/** What a payment is for. Of a plan each invoice is a payment. */
export const Bought = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pack'), pack: Name, label: z.string(), micros: Micros }),
  z.strictObject({
    kind: z.literal('plan'),
    plan: Name,
    label: z.string(),
    interval: BillingInterval,
    /** What it grants at once. */
    micros: Micros,
  }),
]);
export type Bought = z.infer<typeof Bought>;

export const PaymentState = z.enum([
  /** Made, and not paid yet. */
  'open',
  /** On its way: a method that takes days, such as a bank debit. */
  'processing',
  'failed',
  /** Never paid: its checkout was left. */
  'expired',
  'paid',
  'partly-refunded',
  'refunded',
  /** Its credits are frozen until the bank has decided. */
  'disputed',
  /** A dispute was lost, and its credits taken back. */
  'dispute-lost',
]);
export type PaymentState = z.infer<typeof PaymentState>;

/** What a payment came to in the operator's balance at Stripe: in the currency that Stripe settles in. */
export const Settlement = z.strictObject({
  currency: Currency,
  amountCents: z.int(),
  /** What Stripe kept of it. */
  feeCents: z.int(),
  netCents: z.int(),
  /** What one unit of the payment's currency was exchanged for; null: both are the same. */
  exchangeRate: z.number().positive().nullable(),
});
export type Settlement = z.infer<typeof Settlement>;

/** Money on its way back. `undone`: a refund that failed, a dispute that was won. */
export const Reversal = z.strictObject({
  kind: z.enum(['refund', 'dispute']),
  amountCents: AmountCents,
  state: z.enum(['open', 'done', 'undone']),
  /** What Stripe charges for it beside the amount, in the currency that Stripe settles in; null: not known. */
  fee: since(3, z.strictObject({ currency: Currency, cents: z.int() })).optional(),
});
export type Reversal = z.infer<typeof Reversal>;

/** `payments/{accountId_cause}`: a purchase and its state. Its cause is the request id, or what Stripe calls an invoice. */
export const Payment = z.strictObject({
  schemaVersion,
  accountId: z.string(),
  uid: z.string(),
  bought: Bought,
  via: z.enum(['checkout', 'saved-card', 'top-up', 'subscription']),
  currency: Currency,
  /** The price as it was shown, before promotion codes and tax. */
  amountCents: AmountCents,
  /** What was really paid, tax and all; null: nothing yet. */
  paidCents: AmountCents.nullable(),
  /** Of the price, what promotion codes took off; null: not known. */
  discountCents: since(3, AmountCents).optional(),
  /** Of what was paid, the tax; null: not known. */
  taxCents: since(3, AmountCents).optional(),
  /** Null: Stripe has not settled it yet, or it is not known. */
  settlement: since(3, Settlement).optional(),
  state: PaymentState,
  /** Why it failed, in Stripe's word, such as `card_declined` or `authentication_required`. */
  failure: z.string().nullable(),
  catalogVersion: z.int(),
  /** The terms that were agreed to. */
  termsVersion: z.string(),
  sessionId: z.string().nullable(),
  paymentIntentId: z.string().nullable(),
  invoiceId: z.string().nullable(),
  /** Stripe's page with the receipt. */
  receiptUrl: z.string().nullable(),
  /** The credits behind it, and the ledger entry that granted them. */
  lot: LotDescriptor.nullable(),
  entryId: z.string().nullable(),
  /** By the id of the refund or dispute at Stripe. */
  reversals: z.record(z.string(), Reversal),
  refundedCents: AmountCents,
  /** What admins have asked Stripe to give back, by the id of the request. */
  refundsAsked: z.record(z.string(), AmountCents),
  /** Of its credits, taken back for refunds and lost disputes. */
  revokedMicros: Micros,
  traceId: z.string(),
  createdAt: Time,
  paidAt: Time.nullable(),
});
export type Payment = z.infer<typeof Payment>;

/** Returns what a payment has brought in without tax; null: not known. */
export function netPaidCents({
  paidCents,
  taxCents,
}: Pick<Payment, 'paidCents' | 'taxCents'>): number | null {
  if (paidCents === null || taxCents === null || taxCents === undefined) return null;
  return Math.max(0, paidCents - taxCents);
}

/** Returns the value of a credit that a payment has bought: what it brought in for all its credits; null: not known. */
export function unitValueOf(
  netCents: number | null | undefined,
  bought: { readonly micros: number; readonly currency: string | undefined },
): UnitValue | null {
  const { micros: perMicros, currency } = bought;
  if (netCents === null || netCents === undefined || currency === undefined || perMicros < 1) return null;
  return { cents: netCents, perMicros, currency };
}

/** Returns the part of a payment's credits that goes back with a part of its money: all for all. */
export function creditsBehind(
  { paidCents, bought }: Pick<Payment, 'paidCents' | 'bought'>,
  backCents: number,
): number {
  if (!paidCents) return 0;
  return Number((BigInt(bought.micros) * BigInt(Math.min(backCents, paidCents))) / BigInt(paidCents));
}

/** Why an event of Stripe's was put aside: nothing was granted or taken for it. */
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

/** `stripe_events/{id}`: a webhook event, claimed in the same commit as what follows from it. */
export const StripeEvent = z.strictObject({
  schemaVersion,
  type: z.string(),
  state: z.enum(['handled', 'parked']),
  /** Why it was parked. */
  why: ParkReason.nullable(),
  accountId: z.string().nullable(),
  paymentId: z.string().nullable(),
  /** When Stripe made it. */
  createdAt: Time,
  receivedAt: Time,
  /** When it is handled again by itself; null: it is handled, or a person has to look at it. */
  retryAt: since(2, Time),
});
export type StripeEvent = z.infer<typeof StripeEvent>;

/** What an automatic top-up does; null: it is off. */
export const TopUpSettings = z.strictObject({
  /** Charged when the balance falls below this. */
  belowMicros: Micros,
  pack: Name,
  currency: Currency,
  /** The most that it charges in a calendar month (UTC). */
  monthlyMaxCents: AmountCents,
});
export type TopUpSettings = z.infer<typeof TopUpSettings>;

/** How far automatic top-ups have come; it outlives turning them off and on. */
export const TopUpState = z.strictObject({
  /** The calendar month (UTC) that `chargedCents` counts, in the currency of the settings. */
  monthStartMs: TimeMs,
  chargedCents: AmountCents,
  /** When the last charge was claimed. */
  lastAtMs: TimeMs.nullable(),
  /** How many charges were ever claimed: the next one's name follows from it. */
  count: z.int().min(0),
  /** The charge whose end is not known yet. */
  charge: z.strictObject({ cause: z.string(), amountCents: AmountCents, atMs: TimeMs }).nullable(),
  /** What was agreed to when it was turned on. */
  termsVersion: z.string(),
  /** Why it was turned off without its person. */
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
 * What a customer agreed to when they chose a plan: it holds until they choose another one, whatever becomes of the plan
 * in the catalog. What it costs is the amount of its price at Stripe.
 */
export const PlanTerms = z.strictObject({
  label: z.string(),
  unlimited: z.boolean(),
  /** Credits a month; of an unlimited plan its fair-use cap. */
  monthlyMicros: Micros,
  rolloverMicros: Micros,
  currency: Currency,
  amountCents: AmountCents,
  /** The catalog that these terms were published with. */
  catalogVersion: z.int(),
});
export type PlanTerms = z.infer<typeof PlanTerms>;

/** A payment of a stretch, what it raised the plan to, and how much of its money has gone back. */
export const PlanPayment = z.strictObject({
  paymentId: z.string(),
  plan: Name,
  monthlyMicros: Micros,
  rolloverMicros: Micros,
  atMs: TimeMs,
  paidCents: AmountCents,
  /** Without tax; null: not known. */
  netCents: since(3, AmountCents).optional(),
  backCents: AmountCents,
  isDisputed: z.boolean(),
  terms: PlanTerms.nullable(),
});
export type PlanPayment = z.infer<typeof PlanPayment>;

/** The stretch of a plan that was paid for last, and how far its credits have been allotted. */
export const PaidPlan = z.strictObject({
  subscriptionId: z.string(),
  plan: Name,
  interval: BillingInterval,
  startMs: TimeMs,
  endMs: TimeMs,
  /** As the catalog had it when it was paid for. */
  monthlyMicros: Micros,
  rolloverMicros: Micros,
  paymentId: z.string(),
  /** Which of its months is allotted next, counted from 0. */
  nextMonth: z.int().min(0),
  /** The lot of the month before that: of this stretch, or of the one before. */
  lotId: z.string().nullable(),
  /** What was agreed to; null: not known, of what was paid for before it was kept. */
  terms: since(2, PlanTerms),
  /** What has paid for it: the stretch itself, then each dearer plan that was changed to within it. */
  payments: since(2, z.array(PlanPayment)),
});
export type PaidPlan = z.infer<typeof PaidPlan>;

/** A plan at Stripe, as it was when Stripe was asked last. */
export const Subscription = z.strictObject({
  subscriptionId: z.string(),
  plan: Name,
  interval: BillingInterval,
  status: z.enum(['incomplete', 'trialing', 'active', 'past-due', 'unpaid', 'cancelled']),
  periodStartMs: TimeMs,
  periodEndMs: TimeMs,
  /** It ends with the period, or when `endsAtMs` says. */
  isCancelled: z.boolean(),
  /** When it ends; null: it goes on, or ends with the period. */
  endsAtMs: since(2, TimeMs),
  /** What it changes to when the period ends. */
  next: z.strictObject({ plan: Name, interval: BillingInterval }).nullable(),
  /** What was agreed to; null: not known. */
  terms: since(2, PlanTerms),
  /** When Stripe was asked: an older answer does not replace a newer one. */
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
  /** Plans that run at the same time as the one above, bought in another tab. */
  otherSubscriptions: since(
    2,
    z.array(z.strictObject({ subscription: Subscription.nullable(), paidPlan: PaidPlan.nullable() })),
  ),
  /** When the next month of it is due; null: all that was paid for has been allotted. */
  nextAllotmentAt: Time.nullable(),
  topUp: TopUpSettings.nullable(),
  topUpState: TopUpState,
  /** Disputes of this account's payments, by their id at Stripe. */
  disputes: z.array(z.string()),
});
export type Billing = z.infer<typeof Billing>;

/** How Stripe's payments and ours can differ. */
export const DifferenceKind = z.enum([
  /** Paid at Stripe, and no payment of ours knows of it. */
  'payment-not-here',
  /** Paid at Stripe, and not paid as far as we know. */
  'not-paid-here',
  'payment-not-at-stripe',
  'amount-differs',
  'currency-differs',
  /** Paid, and the ledger has no entry that grants what was bought. */
  'not-granted',
  'granted-differently',
  /** A grant of something bought, without a payment that is behind it. */
  'granted-without-payment',
  'reversal-not-here',
  'reversal-not-at-stripe',
  'reversal-differs',
  /** What the ledger has taken back is not what the payment says. */
  'taken-back-differently',
]);
export type DifferenceKind = z.infer<typeof DifferenceKind>;

export const Difference = z.strictObject({
  kind: DifferenceKind,
  /** The payment, or the ledger entry, that it is about. */
  here: z.string().nullable(),
  /** The payment, refund or dispute at Stripe. */
  atStripe: z.string().nullable(),
  /** What each side says, where both say something. */
  says: z.strictObject({ here: z.string(), stripe: z.string() }).nullable(),
});
export type Difference = z.infer<typeof Difference>;

export const RECONCILIATION = 'stripe-reconciliation';

/** `system_config/stripe-reconciliation`: how Stripe's payments and ours compared when they were compared last. */
export const ReconciliationReport = z.strictObject({
  schemaVersion,
  reconciliation: z.strictObject({
    fromMs: TimeMs,
    toMs: TimeMs,
    /** How many payments, refunds and disputes were looked at. */
    compared: z.int().min(0),
    found: z.int().min(0),
    /** What was paid since is known with its tax and fees, as far as Stripe tells; older payments follow night by night. */
    completeSinceMs: since(3, TimeMs).optional(),
    /** The first of them. */
    differences: z.array(Difference),
  }),
});
export type ReconciliationReport = z.infer<typeof ReconciliationReport>;
