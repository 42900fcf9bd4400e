import { AppError } from '../contract/index.ts';

/** Stripe's own name for what went wrong (docs.stripe.com/error-handling); the classes would load its whole client. */
export function stripeErrorType(error: unknown): string | null {
  const type = (error as { type?: unknown } | null)?.type;
  return typeof type === 'string' ? type : null;
}

/**
 * Asks Stripe for something on a person's behalf.
 * @throws AppError `card-declined`, `authentication-required`, `idempotency-conflict`, `payments-unavailable`; what the
 * request got wrong as it is
 */
export async function askStripe<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    throw told(cause);
  }
}

function told(cause: unknown): unknown {
  switch (stripeErrorType(cause)) {
    case 'StripeCardError':
      return (cause as { code?: string }).code === 'authentication_required'
        ? new AppError(
            'authentication-required',
            'Your bank wants you to confirm this. Pay on the checkout page.',
            {},
            { cause },
          )
        : new AppError('card-declined', 'The card was declined. Use another one.', {}, { cause });
    case 'StripeIdempotencyError': {
      const message = 'This request id was used for another purchase. Make a new one.';
      return new AppError('idempotency-conflict', message, {}, { cause });
    }
    case 'StripeConnectionError':
    case 'StripeAPIError':
    case 'StripeRateLimitError':
      return new AppError('payments-unavailable', 'Payments cannot be reached. Try again.', {}, { cause });
    default:
      return cause;
  }
}

/** Null: Stripe has no such thing. */
export async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (stripeErrorType(error) === 'StripeInvalidRequestError') return null;
    throw error;
  }
}
