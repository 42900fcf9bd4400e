import { z } from 'zod';

/** What is read of Stripe's subscriptions and their invoices, and no more: they have many fields, and gain others. */

const Reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);
const Metadata = z.record(z.string(), z.string());
const Seconds = z.int().min(0);

export const SubscriptionObject = z.object({
  id: z.string(),
  status: z.string(),
  customer: Reference,
  created: Seconds,
  ended_at: Seconds.nullable(),
  cancel_at: Seconds.nullable(),
  cancel_at_period_end: z.boolean(),
  /** Set while its invoices are not collected. */
  pause_collection: z.object({ behavior: z.string() }).nullish(),
  metadata: Metadata,
  items: z.object({
    data: z
      .array(
        z.object({
          id: z.string(),
          current_period_start: Seconds,
          current_period_end: Seconds,
          price: z.object({
            id: z.string(),
            currency: z.string(),
            unit_amount: z.int().nullish(),
            product: Reference.nullish(),
            metadata: Metadata,
            recurring: z.object({ interval: z.string() }).nullable(),
          }),
        }),
      )
      .min(1),
  }),
});
export type SubscriptionObject = z.infer<typeof SubscriptionObject>;

export const InvoiceObject = z.object({
  id: z.string(),
  currency: z.string(),
  created: Seconds,
  /** Why it was made: `subscription_create` is the first one of a subscription. */
  billing_reason: z.string().nullish(),
  /** Before promotion codes and tax; negative when credits outweigh it. */
  subtotal: z.int(),
  amount_paid: z.int().min(0),
  hosted_invoice_url: z.string().nullish(),
  status_transitions: z.object({ paid_at: Seconds.nullish() }).nullish(),
  parent: z.object({ subscription_details: z.object({ subscription: Reference }).nullish() }).nullish(),
  lines: z.object({
    data: z.array(
      z.object({
        amount: z.int(),
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
