import { z } from 'zod';
import { Currency } from '../catalog/catalog.ts';
import { Micros } from '../money/micros.ts';
import { personal } from '../store/personal.ts';
import { schemaVersion, since } from '../store/stored-document.ts';
import { Time, TimeMs } from '../time.ts';
import { AmountCents, BillingInterval, ItemName } from './payment.ts';

/** The settings of automatic top-up; null: it is off. */
export const TopUpSettings = z.strictObject({
  /** Charged when the balance falls below this. */
  belowMicros: Micros,
  pack: ItemName,
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
  plan: ItemName,
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
  plan: ItemName,
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
  plan: ItemName,
  interval: BillingInterval,
  status: z.enum(['incomplete', 'trialing', 'active', 'past-due', 'unpaid', 'cancelled']),
  periodStartMs: TimeMs,
  periodEndMs: TimeMs,
  /** It ends with the period, or at `endsAtMs`. */
  isCancelled: z.boolean(),
  /** The time at which it ends; null: it continues, or ends with the period. */
  endsAtMs: since(2, TimeMs),
  /** The plan that follows when the period ends. */
  next: z.strictObject({ plan: ItemName, interval: BillingInterval }).nullable(),
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
