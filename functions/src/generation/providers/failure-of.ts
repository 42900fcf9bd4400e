import { APICallError, LoadAPIKeyError, NoSuchModelError } from '@ai-sdk/provider';
import { z } from 'zod';
import type { ProviderErrorCode } from './provider-error.ts';

export interface Failure {
  readonly code: Exclude<ProviderErrorCode, 'cancelled'>;
  /** Whether the same call can succeed a moment later. */
  readonly retriable: boolean;
  /** Milliseconds the provider asks to wait. */
  readonly retryAfterMs?: number;
}

/** OpenAI's error object, in a response's body or in the middle of a stream; servers like it leave parts out. */
const ErrorObject = z.object({
  type: z.string().nullish(),
  code: z.union([z.string(), z.number()]).nullish(),
});
const ErrorBody = z.object({ error: ErrorObject });

const refusals = new Set([
  'content_policy_violation',
  'content_filter',
  'moderation_blocked',
  'image_generation_user_error',
  'invalid_prompt',
]);
const overloads = new Set([
  'rate_limit_exceeded',
  'rate_limit_error',
  'overloaded_error',
  'server_overloaded',
  'service_unavailable',
  'engine_overloaded',
  'slow_down',
]);
/** Sent with 429 too, but waiting brings no money. */
const exhausted = new Set(['insufficient_quota', 'billing_hard_limit_reached']);

const BUSY_STATUS = new Set([429, 503, 529]);
const TIMEOUT_STATUS = new Set([408, 504]);

/** What an error of the AI SDK, of the network or of a stream means for a run. Judged by status and code, never text. */
export function failureOf(error: unknown): Failure {
  if (NoSuchModelError.isInstance(error) || LoadAPIKeyError.isInstance(error)) {
    return { code: 'not-configured', retriable: false };
  }
  const { type, code } = errorObjectOf(error);
  const names = [type, code].filter((name) => typeof name === 'string');
  const named = (known: ReadonlySet<string>) => names.some((name) => known.has(name));
  const status = APICallError.isInstance(error) ? error.statusCode : undefined;

  if (named(refusals)) return { code: 'provider-refused', retriable: false };
  if (named(exhausted)) return { code: 'provider-failed', retriable: false };
  if ((status !== undefined && BUSY_STATUS.has(status)) || named(overloads)) {
    return { code: 'provider-busy', retriable: true, ...retryAfter(error) };
  }
  if (status !== undefined && TIMEOUT_STATUS.has(status))
    return { code: 'provider-timeout', retriable: false };
  // No status: no answer came, so the network failed. With one, the provider may have done the work.
  const unanswered = APICallError.isInstance(error) && status === undefined && error.isRetryable;
  return { code: 'provider-failed', retriable: unanswered };
}

function errorObjectOf(error: unknown): z.infer<typeof ErrorObject> {
  const body = APICallError.isInstance(error) ? ErrorBody.safeParse(error.data).data?.error : error;
  return ErrorObject.safeParse(body).data ?? {};
}

/** `Retry-After` in seconds; its other form, a date, is not used by AI providers. */
function retryAfter(error: unknown): { retryAfterMs?: number } {
  const seconds = APICallError.isInstance(error)
    ? Number(error.responseHeaders?.['retry-after'])
    : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: seconds * 1_000 } : {};
}
