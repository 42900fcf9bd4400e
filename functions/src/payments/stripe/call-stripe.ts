import type { AppError } from '../../contract/index.ts';
import { log } from '../../platform/log.ts';
import { isMissing, stripeError } from './stripe-error.ts';

/**
 * Asks Stripe for something on a person's behalf.
 * @throws AppError that says why Stripe would not, or could not be reached; never what Stripe's client throws
 */
export async function callStripe<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (cause) {
    const error: AppError | null = stripeError(cause);
    if (error?.code === 'not-configured' || error?.code === 'payment-rejected') log.stripeRejected({ cause });
    throw error ?? cause;
  }
}

/** Returns null where Stripe has no such thing. */
export async function orNull<T>(request: Promise<T>): Promise<T | null> {
  try {
    return await request;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
