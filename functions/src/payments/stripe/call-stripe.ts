import type { AppError } from '../../contract/index.ts';
import { log } from '../../platform/signals/log.ts';
import { isMissing, stripeError } from './stripe-error.ts';

/**
 * Awaits a call to Stripe for a user.
 * @throws AppError that says why Stripe rejected it, or that it could not be reached; never an error of Stripe's client
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

/** Returns null if Stripe has no such object. */
export async function orNull<T>(request: Promise<T>): Promise<T | null> {
  try {
    return await request;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
