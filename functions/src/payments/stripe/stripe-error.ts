import { AppError, type ErrorCode } from '../../contract/index.ts';

/** The fields of an error of Stripe's client that are read. Its classes would load the whole client. */
interface StripeError {
  readonly type: string;
  readonly code?: string;
  readonly decline_code?: string;
  /** The parameter that was wrong. */
  readonly param?: string;
}

type Answer = readonly [code: ErrorCode, message: string];

/** Declines that the holder of a card can act on. Others, such as a stolen card, are left to the bank to explain. */
const declines: Readonly<Record<string, string>> = {
  card_velocity_exceeded: 'The card has reached its limit. Use another one, or try again later.',
  expired_card: 'The card has expired. Use another one.',
  incorrect_cvc: 'The security code is wrong. Enter the card again on the checkout page.',
  insufficient_funds: 'There is not enough money on the card. Use another one.',
  invalid_cvc: 'The security code is wrong. Enter the card again on the checkout page.',
  processing_error: 'The bank could not process this. Try again in a few minutes.',
  withdrawal_count_limit_exceeded: 'The card has reached its limit. Use another one, or try again later.',
};

/** Invalid requests by Stripe's code (docs.stripe.com/error-codes). */
const invalidRequests: Readonly<Record<string, Answer>> = {
  amount_too_large: [
    'invalid-argument',
    'The amount is more than Stripe takes, or than is left of the payment.',
  ],
  amount_too_small: ['invalid-argument', 'The amount is less than Stripe takes in this currency.'],
  balance_insufficient: [
    'payment-rejected',
    'The Stripe balance does not cover this refund. Add money there, then try again.',
  ],
  charge_already_refunded: ['already-settled', 'This has been refunded in full already. Reload the payment.'],
  charge_disputed: [
    'already-settled',
    'This payment is disputed: the bank decides, and it cannot be refunded.',
  ],
  customer_tax_location_invalid: [
    'invalid-argument',
    'Stripe cannot tell taxes for this address. Correct it on the checkout page.',
  ],
  idempotency_key_in_use: ['payments-unavailable', 'The same request is still under way. Try again.'],
  lock_timeout: ['payments-unavailable', 'Stripe is busy with this. Try again.'],
  payment_intent_unexpected_state: [
    'already-settled',
    'This has been paid or cancelled already. Reload the page.',
  ],
  resource_missing: ['not-found', 'Stripe does not have this any more. Reload the page.'],
};

const REJECTED: Answer = [
  'payment-rejected',
  'Stripe did not accept this, and nothing has changed. Reload the page, or write to support.',
];

/**
 * Turns an error of Stripe into one that says why, and what to do next. Null: a bug of ours, or an error that has been
 * typed before.
 */
export function stripeError(cause: unknown): AppError | null {
  if (!isStripeError(cause)) return null;
  const [code, message] = answerTo(cause);
  const { declineCode } = findDecline(cause);
  return new AppError(code, message, { ...(declineCode && { declineCode }) }, { cause });
}

/** Whether Stripe has rejected a request for good. */
export function isRejection(error: unknown): boolean {
  const { cause } = error as { cause?: unknown };
  if (!isStripeError(cause)) return false;
  const isAnswer = cause.type === 'StripeCardError' || cause.type === 'StripeInvalidRequestError';
  return isAnswer && answerTo(cause)[0] !== 'payments-unavailable';
}

/** Whether Stripe has no such object. */
export function isMissing(error: unknown): boolean {
  return (
    isStripeError(error) && error.type === 'StripeInvalidRequestError' && error.code === 'resource_missing'
  );
}

function isStripeError(cause: unknown): cause is StripeError {
  const { type } = (cause ?? {}) as { type?: unknown };
  return typeof type === 'string' && type.startsWith('Stripe');
}

function answerTo(cause: StripeError): Answer {
  switch (cause.type) {
    case 'StripeCardError': {
      const { declineCode } = findDecline(cause);
      if (cause.code === 'authentication_required' || declineCode === 'authentication_required') {
        return ['authentication-required', 'Your bank wants you to confirm this. Pay on the checkout page.'];
      }
      return ['card-declined', declines[declineCode ?? ''] ?? 'The card was declined. Use another one.'];
    }
    case 'StripeInvalidRequestError':
      if (cause.param === 'payment_method') {
        return ['card-declined', 'The saved card cannot be charged any more. Use another one.'];
      }
      return invalidRequests[cause.code ?? ''] ?? REJECTED;
    case 'StripeIdempotencyError':
      return ['idempotency-conflict', 'This request id was used for another purchase. Make a new one.'];
    case 'StripeAuthenticationError':
    case 'StripePermissionError':
      return [
        'not-configured',
        'Payments are not set up correctly here. Nothing was charged; write to support.',
      ];
    default:
      return ['payments-unavailable', 'Payments cannot be reached. Try again.'];
  }
}

/** Returns why a bank declined, as far as the holder of the card is told. */
function findDecline({ type, code, decline_code: declined }: StripeError): { declineCode: string | null } {
  if (type !== 'StripeCardError') return { declineCode: null };
  const reason = declined ?? code ?? '';
  return { declineCode: reason in declines || reason === 'authentication_required' ? reason : null };
}
