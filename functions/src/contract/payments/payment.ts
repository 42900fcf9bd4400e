import { z } from 'zod';
import { Currency } from '../catalog/catalog.ts';
import { LotDescriptor, type UnitValue } from '../documents/lot.ts';
import { Micros } from '../money/micros.ts';
import { schemaVersion, since } from '../store/stored-document.ts';
import { wellFormedText } from '../text/text.ts';
import { Time, TimeMs } from '../time.ts';

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

/** The name of a pack or plan in the catalog. */
export const ItemName = wellFormedText({ min: 1, max: 64 });

/** The subject of a payment. Each invoice of a plan is a payment. */
export const Bought = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pack'), pack: ItemName, label: z.string(), micros: Micros }),
  z.strictObject({
    kind: z.literal('plan'),
    plan: ItemName,
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

/** A dispute, as its newest event has it. */
export const DisputeDetails = z.strictObject({
  /** Stripe's keyword, such as `needs_response`. */
  status: z.string(),
  /** Why the cardholder disputes the payment: Stripe's keyword, such as `fraudulent`. */
  reason: z.string(),
  /** The end of the time to submit evidence; null: none can be submitted. */
  dueAtMs: TimeMs.nullable(),
  /** The number of times that evidence was submitted. */
  submissions: z.int().min(0),
  /** The time of the event. An older event never replaces a newer one. */
  asOfMs: TimeMs,
});
export type DisputeDetails = z.infer<typeof DisputeDetails>;

/** A warning of a card network that a payment is probably fraudulent, which often comes before a dispute. */
export const FraudWarning = z.strictObject({
  warningId: z.string(),
  /** Stripe's keyword for the kind of fraud, such as `made_with_stolen_card`. */
  type: z.string(),
  /** Whether a refund can still prevent a dispute: the payment is neither disputed nor refunded in full. */
  isActionable: z.boolean(),
  atMs: TimeMs,
});
export type FraudWarning = z.infer<typeof FraudWarning>;

/** Money that goes back to the buyer. `undone`: the refund failed, or the dispute was won. */
export const Reversal = z.strictObject({
  kind: z.enum(['refund', 'dispute']),
  amountCents: AmountCents,
  state: z.enum(['open', 'done', 'undone']),
  /** Stripe's fee for it, in addition to the amount, in the currency in which Stripe settles; null: unknown. */
  fee: since(3, z.strictObject({ currency: Currency, cents: z.int() })).optional(),
  /** Null: a refund, or a dispute that an earlier build booked. */
  dispute: since(3, DisputeDetails).optional(),
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
  /** The latest warning of fraud; null: none. */
  fraudWarning: since(3, FraudWarning).optional(),
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
