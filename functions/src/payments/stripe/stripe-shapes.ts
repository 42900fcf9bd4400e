import { z } from 'zod';
import { StripeId } from '../../contract/index.ts';
import {
  Amount,
  Metadata as AnyMetadata,
  Currency,
  Reference as Id,
  Keyword,
  PageUrl,
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

export const Charge = z.object({
  id: StripeId,
  payment_intent: Reference,
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
  id: StripeId,
  amount: Amount,
  currency: Currency,
  status: Keyword,
  payment_intent: Reference,
});
