import { type ErrorCode, exactCredits } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
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
      title: t`No connection`,
      help: t`Couldn’t reach Firemeter. Check your connection and try again.`,
    };
  }
  const { priceMicros, balanceMicros, retryAfterMs } = error.details;
  switch (error.code) {
    case 'insufficient-credits':
      return {
        title: t`Not enough credits`,
        help:
          priceMicros !== undefined && balanceMicros !== undefined
            ? t`This costs up to ${creditsText(priceMicros)}; you have ${exactCredits(balanceMicros)}.`
            : error.message,
      };
    case 'guest-limit':
      return {
        title: t`Your free turns are used up`,
        help:
          retryAfterMs === undefined
            ? error.message
            : t`The next one is free in ${countdownText(retryAfterMs)}. Sign up to continue now.`,
      };
    case 'rate-limited':
      return {
        title: t`Too many requests`,
        help: retryAfterMs === undefined ? error.message : t`Try again in ${durationText(retryAfterMs)}.`,
      };
    case 'moderated':
      return {
        title: t`This prompt is not allowed`,
        // The server names the category by its label, and says what to do.
        help: error.message,
      };
    default:
      return { title: titles[error.code] ?? t`Something went wrong`, help: error.message };
  }
}

/** The same for a failure noted in an activity, where only the code is left. */
export function titleOfFailure(code: ErrorCode): string {
  return titles[code] ?? t`Something went wrong`;
}

const titles: Partial<Record<ErrorCode, string>> = {
  'invalid-argument': t`Invalid request`,
  unauthenticated: t`Sign in again`,
  'client-outdated': t`Firemeter was updated`,
  'permission-denied': t`Not allowed`,
  'not-found': t`Not found`,
  'guest-limit': t`Your free turns are used up`,
  'rate-limited': t`Too many requests`,
  suspended: t`Your account is suspended`,
  blocked: t`Requests from here are blocked`,
  'price-changed': t`The price has changed`,
  'version-conflict': t`A newer version was published`,
  'idempotency-conflict': t`This request was already used`,
  'request-expired': t`This request is too old`,
  'operation-disabled': t`Switched off at the moment`,
  'card-declined': t`The card was declined`,
  'authentication-required': t`Your bank needs you to confirm this payment`,
  'payment-rejected': t`Stripe rejected this`,
  'payments-unavailable': t`Stripe cannot be reached right now`,
  busy: t`Very busy right now`,
  'not-configured': t`Not set up yet`,
  cancelled: t`Cancelled`,
  'provider-busy': t`The AI provider is busy`,
  'provider-refused': t`The AI provider refused this`,
  'provider-timeout': t`The AI provider took too long`,
  'provider-failed': t`The AI provider failed`,
  'worker-lost': t`The work was interrupted`,
  internal: t`Something went wrong on our side`,
};
