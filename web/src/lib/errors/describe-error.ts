import { type ErrorCode, type ErrorFacts, type Failure, findErrorText } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import type { CallError } from '#kit/core/call-error.ts';
import { countdownText, durationText } from '../texts/format.ts';
import { errorTexts } from './error-texts.ts';

export interface ErrorWords {
  title: string;
  /** What happened, or what to do about it. */
  help: string;
}

/** Describes an error in words that help the person who meets it. */
export function describeError(error: CallError): ErrorWords {
  if (!error.answered) return { title: t`No connection`, help: helpOf(error) };
  return { title: titles[error.code], help: helpOf(error) };
}

/** Does the same for why stored work failed. An earlier build stored an English sentence and nothing else. */
export function describeFailure({ code, message, details }: Failure): ErrorWords {
  const help = details || message === null ? helpOf({ code, details: details ?? {} }) : message;
  return { title: titles[code], help };
}

/** Says what an error means, by its code and details: never in the server's English. */
export function helpOf({ code, details }: ErrorFacts): string {
  const { retryAfterMs } = details;
  if (code === 'guest-limit' && retryAfterMs !== undefined) {
    return t`The next one is free in ${countdownText(retryAfterMs)}. Sign up to continue now.`;
  }
  if (code === 'rate-limited' && retryAfterMs !== undefined) {
    return t`Try again in ${durationText(retryAfterMs)}.`;
  }
  // A later build may have reasons that this one does not know.
  return findErrorText(errorTexts, { code, details }) ?? t`Reload the page and try again.`;
}

const titles: Readonly<Record<ErrorCode, string>> = {
  'invalid-argument': t`Invalid request`,
  unauthenticated: t`Sign in again`,
  'client-outdated': t`Firemeter was updated`,
  'permission-denied': t`Not allowed`,
  'not-found': t`Not found`,
  'insufficient-credits': t`Not enough credits`,
  'cap-reached': t`Your spending cap is reached`,
  'plan-required': t`This model needs a plan`,
  'guest-limit': t`Your free turns are used up`,
  'rate-limited': t`Too many requests`,
  moderated: t`This prompt is not allowed`,
  suspended: t`Your account is suspended`,
  blocked: t`Requests from here are blocked`,
  'agreement-required': t`Agree to the terms first`,
  'price-changed': t`The price has changed`,
  'version-conflict': t`A newer version was published`,
  'idempotency-conflict': t`This request was already used`,
  'request-expired': t`This request is too old`,
  'unknown-operation': t`Not on sale`,
  'unknown-model': t`Not on sale`,
  'operation-disabled': t`Switched off at the moment`,
  'already-settled': t`Already done`,
  'return-limit': t`Too many credits given back`,
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
