import { type ErrorCode, exactCredits } from '@firemeter/functions/contract';
import type { CallError } from './call-error.ts';
import { countdownText, creditsText, durationText } from './format.ts';

export interface ErrorWords {
  title: string;
  /** What happened, or what to do about it. */
  help: string;
}

/** An error in words that help the person who meets it. */
export function describeError(error: CallError): ErrorWords {
  if (!error.answered) {
    return {
      title: 'No connection',
      help: 'Firemeter could not be reached. Check your connection and try again.',
    };
  }
  const { priceMicros, balanceMicros, retryAfterMs } = error.details;
  switch (error.code) {
    case 'insufficient-credits':
      return {
        title: 'Not enough credits',
        help:
          priceMicros !== undefined && balanceMicros !== undefined
            ? `This costs up to ${creditsText(priceMicros)}; you have ${exactCredits(balanceMicros)}.`
            : error.message,
      };
    case 'guest-limit':
      return {
        title: 'Your free turns are used up',
        help:
          retryAfterMs === undefined
            ? error.message
            : `The next one is free in ${countdownText(retryAfterMs)}. Sign up to go on now.`,
      };
    case 'rate-limited':
      return {
        title: 'Slow down a little',
        help: retryAfterMs === undefined ? error.message : `You can go on in ${durationText(retryAfterMs)}.`,
      };
    case 'moderated':
      return {
        title: 'This prompt is not allowed',
        // The server names the category by its label, and says what to do.
        help: error.message,
      };
    default:
      return { title: titles[error.code] ?? 'This did not work', help: error.message };
  }
}

/** The same for a failure noted in an activity, where only the code is left. */
export function titleOfFailure(code: ErrorCode): string {
  return titles[code] ?? 'This did not work';
}

const titles: Partial<Record<ErrorCode, string>> = {
  'invalid-argument': 'Something is missing or wrong',
  unauthenticated: 'Sign in again',
  'client-outdated': 'Firemeter was updated',
  'permission-denied': 'Not allowed',
  'not-found': 'Not found',
  'guest-limit': 'Your free turns are used up',
  'rate-limited': 'Slow down a little',
  suspended: 'Your account is suspended',
  blocked: 'Requests from here are blocked',
  'price-changed': 'The price has changed',
  'version-conflict': 'Published meanwhile',
  'idempotency-conflict': 'This request was already used',
  'request-expired': 'This request is too old',
  'operation-disabled': 'Switched off at the moment',
  'card-declined': 'The card was declined',
  'authentication-required': 'Your bank wants you to confirm this',
  'payment-rejected': 'Stripe did not accept this',
  'payments-unavailable': 'Stripe cannot be reached right now',
  busy: 'Very busy right now',
  'not-configured': 'Not set up yet',
  cancelled: 'Cancelled',
  'provider-busy': 'The AI provider is busy',
  'provider-refused': 'The AI provider refused this',
  'provider-timeout': 'The AI provider took too long',
  'provider-failed': 'The AI provider failed',
  'worker-lost': 'The work was interrupted',
  internal: 'Something went wrong on our side',
};
