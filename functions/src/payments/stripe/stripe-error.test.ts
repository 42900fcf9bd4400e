import { describe, expect, test } from 'vitest';
import { type ErrorCode, errors } from '../../contract/index.ts';
import { isMissing, isRejection, stripeError } from './stripe-error.ts';

const thrown = (type: string, fields: Record<string, string> = {}) =>
  Object.assign(new Error('of Stripe'), { type, ...fields });
const invalid = (code: string, fields = {}) => thrown('StripeInvalidRequestError', { code, ...fields });
const declined = (code: string, decline_code = '') =>
  thrown('StripeCardError', { code, ...(decline_code && { decline_code }) });

describe('what Stripe says becomes an error that says why:', () => {
  test.each<[string, Error, ErrorCode]>([
    ['a declined card', declined('card_declined', 'do_not_honor'), 'card-declined'],
    ['a bank that asks its person', declined('authentication_required'), 'authentication-required'],
    [
      'the same, told as a decline',
      declined('card_declined', 'authentication_required'),
      'authentication-required',
    ],
    ['a card that is gone', invalid('resource_missing', { param: 'payment_method' }), 'card-declined'],
    ['something that is gone', invalid('resource_missing'), 'not-found'],
    ['a refund of what was refunded', invalid('charge_already_refunded'), 'already-settled'],
    ['a refund of what is disputed', invalid('charge_disputed'), 'already-settled'],
    ['an amount that is too large', invalid('amount_too_large'), 'invalid-argument'],
    ['an empty balance at Stripe', invalid('balance_insufficient'), 'payment-rejected'],
    ['a request that is under way', invalid('idempotency_key_in_use'), 'payments-unavailable'],
    ['a subscription that has ended', thrown('StripeInvalidRequestError'), 'payment-rejected'],
    ['another use of a key', thrown('StripeIdempotencyError'), 'idempotency-conflict'],
    ['too many requests', thrown('StripeRateLimitError'), 'payments-unavailable'],
    ['a network that is down', thrown('StripeConnectionError'), 'payments-unavailable'],
    ['a failure of its own', thrown('StripeAPIError'), 'payments-unavailable'],
    ['a key that is wrong', thrown('StripeAuthenticationError'), 'not-configured'],
    ['a key without the right', thrown('StripePermissionError'), 'not-configured'],
    ['an error that nobody knows yet', thrown('StripeSomethingError'), 'payments-unavailable'],
  ])('%s', (_, error, code) => {
    const told = stripeError(error);
    expect(told).toMatchObject({ code, cause: error });
    expect(told?.code).not.toBe('internal');
  });

  test('the holder of a card learns what to do, and never that the card counts as stolen', () => {
    expect(stripeError(declined('card_declined', 'insufficient_funds'))).toMatchObject({
      details: { reason: 'no-money', declineCode: 'insufficient_funds' },
    });
    const stolen = stripeError(declined('card_declined', 'stolen_card'));
    expect(stolen?.details).toEqual({ reason: 'declined' });
  });

  test('what Stripe did not say is left as it is', () => {
    expect(stripeError(new TypeError('ours'))).toBeNull();
  });
});

test('a rejection is what Stripe will not do later either: whatever may still come is none', () => {
  const isFinal = (error: Error) => isRejection(stripeError(error));
  expect([declined('card_declined'), invalid('resource_missing')].map(isFinal)).toEqual([true, true]);
  const mayCome = [
    'StripeConnectionError',
    'StripeAPIError',
    'StripeRateLimitError',
    'StripePermissionError',
  ];
  expect(mayCome.map((type) => isFinal(thrown(type)))).toEqual([false, false, false, false]);
  expect(isFinal(invalid('idempotency_key_in_use'))).toBe(false);
});

test('only what Stripe says it does not have is missing', () => {
  expect(isMissing(invalid('resource_missing'))).toBe(true);
  expect(isMissing(invalid('parameter_unknown'))).toBe(false);
  expect(isMissing(thrown('StripePermissionError'))).toBe(false);
});

test('payments that cannot be reached can be retried, and what Stripe has rejected cannot', () => {
  expect(errors['payments-unavailable'].retriable).toBe(true);
  expect(errors['payment-rejected'].retriable).toBe(false);
});
