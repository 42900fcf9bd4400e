import { AppError, type DetailsOf } from '../../contract/index.ts';

/** The fields that are read of errors of Stripe's client. Importing its classes would load the whole client. */
interface StripeError {
  readonly type: string;
  readonly code?: string;
  readonly decline_code?: string;
  /** The invalid parameter. */
  readonly param?: string;
}

/** Declines that the cardholder can act on. The bank explains others, such as a stolen card. */
const declines: Readonly<Record<string, DetailsOf<'card-declined'>['reason']>> = {
  card_velocity_exceeded: 'limit-reached',
  expired_card: 'expired',
  incorrect_cvc: 'security-code',
  insufficient_funds: 'no-money',
  invalid_cvc: 'security-code',
  processing_error: 'not-processed',
  withdrawal_count_limit_exceeded: 'limit-reached',
};

/** Invalid requests by Stripe's code (docs.stripe.com/error-codes). */
const invalidRequests: Readonly<Record<string, () => AppError>> = {
  amount_too_large: () => new AppError('invalid-argument', { reason: 'amount-too-large' }),
  amount_too_small: () => new AppError('invalid-argument', { reason: 'amount-too-small' }),
  balance_insufficient: () => new AppError('payment-rejected', { reason: 'stripe-balance' }),
  charge_already_refunded: () => new AppError('already-settled', { reason: 'refunded' }),
  charge_disputed: () => new AppError('already-settled', { reason: 'disputed' }),
  customer_tax_location_invalid: () => new AppError('invalid-argument', { reason: 'tax-address' }),
  idempotency_key_in_use: () => new AppError('payments-unavailable', { reason: 'under-way' }),
  lock_timeout: () => new AppError('payments-unavailable', { reason: 'stripe-busy' }),
  payment_intent_unexpected_state: () => new AppError('already-settled', { reason: 'payment-closed' }),
  resource_missing: () => new AppError('not-found', { reason: 'stripe-object' }),
};

/**
 * Converts an error of Stripe into one that says why, and what to do next. Null: a bug of ours, or an error that has
 * been converted already.
 */
export function stripeError(cause: unknown): AppError | null {
  if (!isStripeError(cause)) return null;
  return AppError.of(answerTo(cause), { cause });
}

/** Returns whether Stripe has rejected a request for good. */
export function isRejection(error: unknown): boolean {
  const { cause } = error as { cause?: unknown };
  if (!isStripeError(cause)) return false;
  const isAnswer = cause.type === 'StripeCardError' || cause.type === 'StripeInvalidRequestError';
  return isAnswer && answerTo(cause).code !== 'payments-unavailable';
}

/** Returns whether Stripe has no such object. */
export function isMissing(error: unknown): boolean {
  return (
    isStripeError(error) && error.type === 'StripeInvalidRequestError' && error.code === 'resource_missing'
  );
}

function isStripeError(cause: unknown): cause is StripeError {
  const { type } = (cause ?? {}) as { type?: unknown };
  return typeof type === 'string' && type.startsWith('Stripe');
}

function answerTo(cause: StripeError): AppError {
  switch (cause.type) {
    case 'StripeCardError': {
      const declineCode = findDeclineCode(cause);
      const details = declineCode === null ? {} : { declineCode };
      if (cause.code === 'authentication_required' || declineCode === 'authentication_required') {
        return new AppError('authentication-required', details);
      }
      return new AppError('card-declined', { reason: declines[declineCode ?? ''] ?? 'declined', ...details });
    }
    case 'StripeInvalidRequestError':
      if (cause.param === 'payment_method') return new AppError('card-declined', { reason: 'saved-card' });
      return (
        invalidRequests[cause.code ?? '']?.() ?? new AppError('payment-rejected', { reason: 'rejected' })
      );
    case 'StripeIdempotencyError':
      return new AppError('idempotency-conflict', { reason: 'purchase' });
    case 'StripeAuthenticationError':
    case 'StripePermissionError':
      return new AppError('not-configured', { reason: 'payments-broken' });
    default:
      return new AppError('payments-unavailable', { reason: 'unreachable' });
  }
}

/** Returns why a bank declined, if the cardholder may know it. */
function findDeclineCode({ code, decline_code: declined }: StripeError): string | null {
  const declineCode = declined ?? code ?? '';
  return declineCode in declines || declineCode === 'authentication_required' ? declineCode : null;
}
