import { z } from 'zod';
import { StripeId } from '../../contract/index.ts';
import {
  Amount,
  Currency,
  Keyword,
  Metadata,
  PageUrl,
  Reference,
  Seconds,
  SignedAmount,
} from './stripe-values.ts';

/** The fields of Stripe's subscriptions and invoices that are read. Other fields are ignored. */

export const SubscriptionObject = z.object({
  id: StripeId,
  status: Keyword,
  customer: Reference,
  created: Seconds,
  ended_at: Seconds.nullable(),
  cancel_at: Seconds.nullable(),
  cancel_at_period_end: z.boolean(),
  /** Set while its invoices are not collected. */
  pause_collection: z.object({ behavior: Keyword }).nullish(),
  metadata: Metadata,
  items: z.object({
    data: z
      .array(
        z.object({
          id: StripeId,
          current_period_start: Seconds,
          current_period_end: Seconds,
          price: z.object({
            id: StripeId,
            currency: Currency,
            unit_amount: Amount.nullish(),
            product: Reference.nullish(),
            metadata: Metadata,
            recurring: z.object({ interval: Keyword }).nullable(),
          }),
        }),
      )
      .min(1),
  }),
});
export type SubscriptionObject = z.infer<typeof SubscriptionObject>;

export const InvoiceObject = z.object({
  id: StripeId,
  currency: Currency,
  created: Seconds,
  /** The reason for the invoice: `subscription_create` for the first one of a subscription. */
  billing_reason: Keyword.nullish(),
  /** Before promotion codes and tax; negative when credits outweigh it. */
  subtotal: SignedAmount,
  amount_paid: Amount,
  total_discount_amounts: z.array(z.object({ amount: Amount })).nullish(),
  total_taxes: z.array(z.object({ amount: Amount })).nullish(),
  hosted_invoice_url: PageUrl.nullish(),
  status_transitions: z.object({ paid_at: Seconds.nullish() }).nullish(),
  parent: z.object({ subscription_details: z.object({ subscription: Reference }).nullish() }).nullish(),
  lines: z.object({
    data: z.array(
      z.object({
        amount: SignedAmount,
        period: z.object({ start: Seconds, end: Seconds }),
        pricing: z.object({ price_details: z.object({ price: Reference }).nullish() }).nullish(),
        parent: z
          .object({ subscription_item_details: z.object({ proration: z.boolean() }).nullish() })
          .nullish(),
      }),
    ),
  }),
});
export type InvoiceObject = z.infer<typeof InvoiceObject>;
