import { APICallError, InvalidResponseDataError, LoadAPIKeyError, NoSuchModelError } from '@ai-sdk/provider';
import { z } from 'zod';
import { ProviderError, type ProviderErrorCode } from './provider-error.ts';

/** A provider's response about a failure. */
export interface ProviderFault {
  /** The HTTP status; null if there was no response, or the failure was in the middle of a stream or a job. */
  readonly status: number | null;
  /** The codes in its error objects: OpenAI's `type` and `code`, Google's and ElevenLabs' `status`. */
  readonly names: readonly string[];
  /** The message about a failed job, which is all that many providers send. */
  readonly jobError: string | null;
}

/** The meaning of a failure for a run. */
export interface ProviderFailure {
  readonly code: Exclude<ProviderErrorCode, 'cancelled'>;
  /** Whether the provider may have done the ordered work, so that it bills it. */
  readonly mayHaveBegun: boolean;
}

/** Returns the meaning of a provider's own error codes; null: not one of its own. */
export type FailureOf = (fault: ProviderFault) => ProviderFailure | null;

export interface Failure extends ProviderFailure {
  /** Whether the same call can succeed a moment later. */
  readonly retriable: boolean;
  /** The wait in milliseconds that the provider requests. */
  readonly retryAfterMs?: number;
}

/** Creates a `FailureOf` from lists of error codes. */
export function byNames({
  refused = [],
  exhausted = [],
  busy = [],
}: {
  /** Rejected by its content policy. */
  readonly refused?: readonly string[];
  /** The account has no money left. Sent with 429 too, but waiting doesn't help. */
  readonly exhausted?: readonly string[];
  readonly busy?: readonly string[];
}): FailureOf {
  return ({ names }) => {
    const named = (known: readonly string[]) => names.some((name) => known.includes(name));
    if (named(refused)) return { code: 'provider-refused', mayHaveBegun: false };
    if (named(exhausted)) return { code: 'provider-failed', mayHaveBegun: false };
    if (named(busy)) return { code: 'provider-busy', mayHaveBegun: false };
    return null;
  };
}

/** The error codes of OpenAI's protocol, which gateways use for every provider behind them. */
const commonNames = byNames({
  refused: [
    'content_policy_violation',
    'content_filter',
    'moderation_blocked',
    'image_generation_user_error',
    'invalid_prompt',
  ],
  exhausted: ['insufficient_quota', 'billing_hard_limit_reached'],
  busy: [
    'rate_limit_exceeded',
    'rate_limit_error',
    'overloaded_error',
    'server_overloaded',
    'service_unavailable',
    'engine_overloaded',
    'slow_down',
  ],
});

const BUSY_STATUS = new Set([429, 503, 529]);
const TIMEOUT_STATUS = new Set([408, 504]);

/**
 * Returns the meaning of an error of the AI SDK, of the network or of a stream: first by the provider's own error
 * codes, then by the common ones, then by status.
 */
export function toFailure(error: unknown, failureOf: FailureOf = () => null): Failure {
  if (NoSuchModelError.isInstance(error) || LoadAPIKeyError.isInstance(error)) {
    return { code: 'not-configured', mayHaveBegun: false, retriable: false };
  }
  const fault = faultIn(error);
  const { code, mayHaveBegun } = failureOf(fault) ?? commonNames(fault) ?? byStatus(error, fault);
  if (code === 'provider-busy') return { code, mayHaveBegun, retriable: true, ...retryAfter(error) };
  // Without a status there was no response, so the network failed. With one, the provider may have done the work.
  const isUnanswered = APICallError.isInstance(error) && fault.status === null && error.isRetryable;
  return { code, mayHaveBegun, retriable: code === 'provider-failed' && isUnanswered };
}

function byStatus(error: unknown, { status, jobError }: ProviderFault): ProviderFailure {
  if (status !== null && BUSY_STATUS.has(status)) return { code: 'provider-busy', mayHaveBegun: false };
  if (status !== null && TIMEOUT_STATUS.has(status)) return { code: 'provider-timeout', mayHaveBegun: true };
  const wasRejected = jobError !== null || (status === null ? wasUnreached(error) : status >= 400);
  return { code: 'provider-failed', mayHaveBegun: !wasRejected };
}

/**
 * Returns whether the provider did not do the ordered work, so that it bills nothing: it said so, or was never reached.
 * A missing or meaningless response proves nothing.
 */
export function wasRejected(error: unknown, failureOf?: FailureOf): boolean {
  if (error instanceof ProviderError) return rejections.has(error.code);
  return !toFailure(error, failureOf).mayHaveBegun;
}

const rejections: ReadonlySet<ProviderErrorCode> = new Set([
  'provider-refused',
  'provider-busy',
  'not-configured',
]);

/** A failed job, as the SDK reports it. */
const FailedJob = z.object({ error: z.string() });

/** Returns whether a provider reports that a started job has failed. */
export function isFailedJob(error: unknown): boolean {
  return jobErrorIn(error) !== null;
}

function jobErrorIn(error: unknown): string | null {
  if (!InvalidResponseDataError.isInstance(error)) return null;
  return FailedJob.safeParse(error.data).data?.error ?? null;
}

/** Failures to connect, after which nothing was sent. */
const unreached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

export function wasUnreached(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && unreached.has(String(cause.code))) return true;
  }
  return false;
}

function faultIn(error: unknown): ProviderFault {
  const status = APICallError.isInstance(error) ? (error.statusCode ?? null) : null;
  return { status, names: namesIn(error), jobError: jobErrorIn(error) };
}

/** The codes in an error object, which are often missing. */
const ErrorObject = z.object({
  type: z.string().nullish().catch(undefined),
  code: z.unknown().optional(),
  status: z.string().nullish().catch(undefined),
});
const ErrorObjects = z
  .union([ErrorObject.transform((one) => [one]), z.array(ErrorObject)])
  .optional()
  .catch(undefined);
/** The object around it: `error`, in a response's body or in a stream, or `detail`, of one or several providers. */
const ErrorBody = z.object({ error: ErrorObjects, detail: ErrorObjects });

function namesIn(error: unknown): string[] {
  const body = APICallError.isInstance(error) ? (error.data ?? parsed(error.responseBody)) : { error };
  const { error: some = [], detail: others = [] } = ErrorBody.safeParse(body).data ?? {};
  return [...some, ...others]
    .flatMap(({ type, code, status }) => [type, code, status])
    .filter((name) => typeof name === 'string');
}

/** Parses a body, which the SDK leaves as text if it doesn't have the expected form. */
function parsed(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
}

/** Reads `Retry-After` in seconds. AI providers don't use its other form, a date. */
function retryAfter(error: unknown): { retryAfterMs?: number } {
  const seconds = APICallError.isInstance(error)
    ? Number(error.responseHeaders?.['retry-after'])
    : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: seconds * 1_000 } : {};
}
