import { APICallError, InvalidResponseDataError, LoadAPIKeyError, NoSuchModelError } from '@ai-sdk/provider';
import { z } from 'zod';
import { ProviderError, type ProviderErrorCode } from './provider-error.ts';

export interface Failure {
  readonly code: Exclude<ProviderErrorCode, 'cancelled'>;
  /** Whether the same call can succeed a moment later. */
  readonly retriable: boolean;
  /** Milliseconds the provider asks to wait. */
  readonly retryAfterMs?: number;
}

/** The names in an error object: OpenAI's `type` and `code`, Google's `status`, ElevenLabs' `status`; often left out. */
const ErrorObject = z.object({
  type: z.string().nullish().catch(undefined),
  code: z.unknown().optional(),
  status: z.string().nullish().catch(undefined),
});
/** Around it: OpenAI's and Google's `error`, in a response's body or in the middle of a stream; ElevenLabs' `detail`. */
const ErrorBody = z.object({
  error: ErrorObject.optional().catch(undefined),
  detail: ErrorObject.optional().catch(undefined),
});
/** A job that failed: all that Replicate and Google tell is a sentence. */
const FailedJob = z.object({ error: z.string() });

const refusedNames = new Set([
  'content_policy_violation',
  'content_filter',
  'moderation_blocked',
  'image_generation_user_error',
  'invalid_prompt',
  'content_against_policy',
]);
/** Replicate puts its code for content it flagged at the end of the sentence; older models there say NSFW. */
const REFUSED_JOB = /\(E005\)|\bNSFW\b/;
const overloads = new Set([
  'rate_limit_exceeded',
  'rate_limit_error',
  'overloaded_error',
  'server_overloaded',
  'service_unavailable',
  'engine_overloaded',
  'slow_down',
  'RESOURCE_EXHAUSTED',
  'UNAVAILABLE',
  'system_busy',
  'too_many_concurrent_requests',
]);
/** Sent with 429 too, but waiting brings no money. */
const exhausted = new Set(['insufficient_quota', 'billing_hard_limit_reached', 'quota_exceeded']);

/** Failures to connect: nothing was sent. */
const unreached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

const BUSY_STATUS = new Set([429, 503, 529]);
const TIMEOUT_STATUS = new Set([408, 504]);

/** What an error of the AI SDK, of the network or of a stream means for a run. Judged by status and code. */
export function toFailure(error: unknown): Failure {
  if (NoSuchModelError.isInstance(error) || LoadAPIKeyError.isInstance(error)) {
    return { code: 'not-configured', retriable: false };
  }
  const names = namesIn(error);
  const named = (known: ReadonlySet<string>) => names.some((name) => known.has(name));
  const status = APICallError.isInstance(error) ? error.statusCode : undefined;

  if (named(refusedNames) || isRefusedJob(error)) return { code: 'provider-refused', retriable: false };
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

/**
 * Whether the provider did not do what was ordered, so that it bills nothing: it said so, or was never reached. An answer
 * that never came, or that makes no sense, says nothing of the kind.
 */
export function wasRejected(error: unknown): boolean {
  if (error instanceof ProviderError) return rejections.has(error.code);
  if (isFailedJob(error)) return true;
  if (!APICallError.isInstance(error)) return rejections.has(toFailure(error).code);
  const { statusCode } = error;
  if (statusCode === undefined) return wasUnreached(error);
  return statusCode >= 400 && !TIMEOUT_STATUS.has(statusCode);
}

const rejections: ReadonlySet<ProviderErrorCode> = new Set([
  'provider-refused',
  'provider-busy',
  'not-configured',
]);

/** Whether a job that was begun has failed, by the provider's own word. */
export function isFailedJob(error: unknown): boolean {
  return InvalidResponseDataError.isInstance(error) && FailedJob.safeParse(error.data).success;
}

export function wasUnreached(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && unreached.has(String(cause.code))) return true;
  }
  return false;
}

function namesIn(error: unknown): string[] {
  const body = APICallError.isInstance(error) ? (error.data ?? parsed(error.responseBody)) : { error };
  const { error: one, detail: other } = ErrorBody.safeParse(body).data ?? {};
  return [one, other]
    .flatMap((found) => [found?.type, found?.code, found?.status])
    .filter((name) => typeof name === 'string');
}

/** The SDK leaves a body unread that is not of the form it expects. */
function parsed(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
}

function isRefusedJob(error: unknown): boolean {
  const job = InvalidResponseDataError.isInstance(error) ? FailedJob.safeParse(error.data).data : undefined;
  return job !== undefined && REFUSED_JOB.test(job.error);
}

/** `Retry-After` in seconds; its other form, a date, is not used by AI providers. */
function retryAfter(error: unknown): { retryAfterMs?: number } {
  const seconds = APICallError.isInstance(error)
    ? Number(error.responseHeaders?.['retry-after'])
    : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: seconds * 1_000 } : {};
}
