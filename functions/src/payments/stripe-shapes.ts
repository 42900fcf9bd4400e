import { z } from 'zod';

/** What is read of Stripe's objects, and no more: they have many fields, and gain others. */

/** The id of another object, which may have come with it whole. */
const Reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]).nullish();
const Metadata = z.record(z.string(), z.string()).nullish();
/** As Stripe counts the currency: see `stripe-amount.ts`. */
const Amount = z.int().min(0);
const Currency = z.string().toLowerCase();

export const CheckoutSession = z.object({
  id: z.string(),
  mode: z.enum(['payment', 'setup', 'subscription']),
  payment_status: z.enum(['paid', 'unpaid', 'no_payment_required']),
  payment_intent: Reference,
  amount_total: Amount.nullish(),
  currency: Currency.nullish(),
  metadata: Metadata,
});
export type CheckoutSession = z.infer<typeof CheckoutSession>;

export const PaymentIntent = z.object({
  id: z.string(),
  amount: Amount,
  amount_received: Amount.nullish(),
  currency: Currency,
  metadata: Metadata,
  last_payment_error: z.object({ code: z.string().nullish(), decline_code: z.string().nullish() }).nullish(),
});

export const Charge = z.object({
  id: z.string(),
  payment_intent: Reference,
  receipt_url: z.url().nullish(),
  metadata: Metadata,
});

export const Refund = z.object({
  id: z.string(),
  amount: Amount,
  currency: Currency,
  status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']).nullish(),
  payment_intent: Reference,
  metadata: Metadata,
});

export const Dispute = z.object({
  id: z.string(),
  amount: Amount,
  currency: Currency,
  status: z.string(),
  payment_intent: Reference,
});
