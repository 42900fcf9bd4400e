import { z } from 'zod';
import { StripeId } from '../../contract/index.ts';
import {
  Amount,
  Metadata as AnyMetadata,
  Currency,
  Reference as Id,
  Keyword,
  PageUrl,
  Seconds,
  SignedAmount,
} from './stripe-values.ts';

/** The fields of Stripe's objects that are read; other fields are ignored. */

/** The id of another object, which may be expanded. */
const Reference = Id.nullish();
const Metadata = AnyMetadata.nullish();

export const CheckoutSession = z.object({
  id: StripeId,
  mode: z.enum(['payment', 'setup', 'subscription']),
  payment_status: z.enum(['paid', 'unpaid', 'no_payment_required']),
  payment_intent: Reference,
  amount_total: Amount.nullish(),
  total_details: z.object({ amount_discount: Amount, amount_tax: Amount }).nullish(),
  currency: Currency.nullish(),
  metadata: Metadata,
});
export type CheckoutSession = z.infer<typeof CheckoutSession>;

export const PaymentIntent = z.object({
  id: StripeId,
  amount: Amount,
  amount_received: Amount.nullish(),
  currency: Currency,
  metadata: Metadata,
  last_payment_error: z.object({ code: Keyword.nullish(), decline_code: Keyword.nullish() }).nullish(),
});

/** Money in the operator's balance, in the currency in which Stripe settles. */
export const BalanceTransaction = z.object({
  amount: SignedAmount,
  fee: SignedAmount,
  net: SignedAmount,
  currency: Currency,
  exchange_rate: z.number().positive().nullish(),
});
export type BalanceTransaction = z.infer<typeof BalanceTransaction>;

/** A payment intent with its charge expanded, if there is one. */
export const SettledIntent = z.object({
  latest_charge: expanded(z.object({ balance_transaction: expanded(BalanceTransaction) })),
});

/** An object that was requested in expanded form; null if Stripe returns only its id, or has none. */
function expanded<S extends z.ZodType>(schema: S) {
  return z.union([schema, z.string().transform(() => null)]).nullish();
}

export const Charge = z.object({
  id: StripeId,
  payment_intent: Reference,
  /** Present once Stripe has settled the charge: expanded, or its id. */
  balance_transaction: Reference,
  receipt_url: PageUrl.nullish(),
  metadata: Metadata,
});

export const Refund = z.object({
  id: StripeId,
  amount: Amount,
  currency: Currency,
  status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']).nullish(),
  payment_intent: Reference,
  metadata: Metadata,
});

export const Dispute = z.object({
  /** The amounts that the dispute took from the balance, and returned to it. */
  balance_transactions: z.array(BalanceTransaction).max(20).nullish(),
  id: StripeId,
  amount: Amount,
  currency: Currency,
  status: Keyword,
  reason: Keyword.nullish(),
  evidence_details: z
    .object({ due_by: Seconds.nullish(), submission_count: z.int().min(0).max(1_000).nullish() })
    .nullish(),
  payment_intent: Reference,
});

export const EarlyFraudWarning = z.object({
  id: StripeId,
  actionable: z.boolean(),
  charge: Id,
  created: Seconds,
  fraud_type: Keyword,
  payment_intent: Reference,
});
