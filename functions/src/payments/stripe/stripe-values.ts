import { z } from 'zod';
import { AppError, StripeId, wellFormedText } from '../../contract/index.ts';

/** The values in Stripe's objects. They come from outside, some of them from users, and are bounded like requests. */

export const Reference = z.union([StripeId, z.object({ id: StripeId }).transform(({ id }) => id)]);

/** Stripe accepts 50 keys with values of 500 characters (docs.stripe.com/api/metadata). */
export const Metadata = z.record(z.string(), wellFormedText({ max: 500 }));

/** A keyword of Stripe's, such as a status or a reason. */
export const Keyword = z.string().regex(/^[a-z0-9_.-]{1,100}$/i);

export const Currency = z
  .string()
  .toLowerCase()
  .regex(/^[a-z]{3}$/);

/** In the smallest unit, as Stripe counts the currency (see `stripe-amount.ts`). Much more than Stripe can charge. */
const MAX_AMOUNT = 1_000_000_000_000;
export const SignedAmount = z.int().min(-MAX_AMOUNT).max(MAX_AMOUNT);
export const Amount = SignedAmount.min(0);

/** A time that can be stored in milliseconds. */
export const Seconds = z
  .int()
  .min(0)
  .max(Date.UTC(9_000, 0) / 1_000);

/** A page of Stripe's, for a link. */
export const PageUrl = z.url({ protocol: /^https?$/ }).max(2_000);

/**
 * Parses a response of Stripe.
 * @throws AppError `payments-unavailable` when it can't be read; its cause is the ZodError
 */
export function readAnswer<S extends z.ZodType>(schema: S, answer: unknown): z.output<S> {
  const { success, data, error } = schema.safeParse(answer);
  if (success) return data;
  throw new AppError('payments-unavailable', { reason: 'unreadable' }, { cause: error });
}
