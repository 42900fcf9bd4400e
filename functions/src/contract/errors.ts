import { z } from 'zod';
import { Micros } from './micros.ts';

/**
 * Every error a caller can meet. `transport` is the callable status it travels as, `http` the HTTP status,
 * `retriable` whether the same request can succeed when sent again unchanged.
 */
export const errors = {
  'invalid-argument': { transport: 'invalid-argument', http: 400, retriable: false },
  unauthenticated: { transport: 'unauthenticated', http: 401, retriable: false },
  'client-outdated': { transport: 'failed-precondition', http: 426, retriable: false },
  'permission-denied': { transport: 'permission-denied', http: 403, retriable: false },
  'not-found': { transport: 'not-found', http: 404, retriable: false },
  'insufficient-credits': { transport: 'failed-precondition', http: 402, retriable: false },
  'rate-limited': { transport: 'resource-exhausted', http: 429, retriable: true },
  'guest-limit': { transport: 'resource-exhausted', http: 429, retriable: true },
  moderated: { transport: 'failed-precondition', http: 422, retriable: false },
  suspended: { transport: 'permission-denied', http: 403, retriable: false },
  blocked: { transport: 'permission-denied', http: 403, retriable: false },
  'price-changed': { transport: 'failed-precondition', http: 409, retriable: false },
  'version-conflict': { transport: 'failed-precondition', http: 409, retriable: false },
  'idempotency-conflict': { transport: 'already-exists', http: 409, retriable: false },
  'request-expired': { transport: 'failed-precondition', http: 410, retriable: false },
  'unknown-operation': { transport: 'not-found', http: 404, retriable: false },
  'unknown-model': { transport: 'not-found', http: 404, retriable: false },
  'operation-disabled': { transport: 'unavailable', http: 503, retriable: true },
  'already-settled': { transport: 'failed-precondition', http: 409, retriable: false },
  'return-limit': { transport: 'resource-exhausted', http: 429, retriable: false },
  'card-declined': { transport: 'failed-precondition', http: 402, retriable: false },
  'authentication-required': { transport: 'failed-precondition', http: 402, retriable: false },
  'payment-rejected': { transport: 'failed-precondition', http: 422, retriable: false },
  'payments-unavailable': { transport: 'unavailable', http: 503, retriable: true },
  busy: { transport: 'unavailable', http: 503, retriable: true },
  'not-configured': { transport: 'unavailable', http: 503, retriable: true },
  cancelled: { transport: 'cancelled', http: 499, retriable: false },
  'provider-busy': { transport: 'unavailable', http: 503, retriable: false },
  'provider-refused': { transport: 'failed-precondition', http: 422, retriable: false },
  'provider-timeout': { transport: 'deadline-exceeded', http: 504, retriable: false },
  'provider-failed': { transport: 'aborted', http: 502, retriable: false },
  'worker-lost': { transport: 'aborted', http: 502, retriable: false },
  internal: { transport: 'internal', http: 500, retriable: true },
} as const;

export type ErrorCode = keyof typeof errors;

/** How the guard turns away a request for work, as apart from work that was begun and failed. */
export const rejectionCodes = [
  'insufficient-credits',
  'rate-limited',
  'guest-limit',
  'moderated',
  'suspended',
  'blocked',
] as const satisfies readonly ErrorCode[];
export const ErrorCode = z.enum(Object.keys(errors) as [ErrorCode, ...ErrorCode[]]);

/** What an error carries besides its code and message; which fields are there depends on the code. */
export const ErrorDetails = z.strictObject({
  /** Milliseconds until a retry can succeed: `rate-limited`, `guest-limit`, `busy`. */
  retryAfterMs: z.int().min(0).optional(),
  /** The price asked now: `price-changed`, `insufficient-credits`. */
  priceMicros: Micros.optional(),
  /** The catalog version that asks it; the newest one: `version-conflict`. */
  catalogVersion: z.int().optional(),
  /** The price in money asked now: `price-changed`; what is left to refund: `invalid-argument`. In `currency`. */
  amountCents: z.int().min(0).optional(),
  /** Of the amount above; that a plan is paid in: `invalid-argument` of a change in another one. */
  currency: z.string().optional(),
  /** Why a bank declined, in Stripe's word and as far as its holder is told: `card-declined`. */
  declineCode: z.string().optional(),
  /** What the account can spend: `insufficient-credits`. */
  balanceMicros: Micros.optional(),
  /** Below what balance the account is topped up by itself, if it is: `insufficient-credits`. */
  topUpBelowMicros: Micros.optional(),
  /** Moderation category: `moderated`. */
  category: z.string().optional(),
  /** Each fault of the input with its path: `invalid-argument`. */
  issues: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
});
export type ErrorDetails = z.infer<typeof ErrorDetails>;

/** The body of an error on the wire: what `HttpsError.details` holds. */
export const WireError = z.strictObject({
  code: ErrorCode,
  message: z.string(),
  traceId: z.string(),
  details: ErrorDetails,
});
export type WireError = z.infer<typeof WireError>;

/** The one error type thrown on purpose, on the server and by the web client alike. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }

  /** Returns the error as plain data. */
  toJSON(): Pick<WireError, 'code' | 'message' | 'details'> {
    const { code, message, details } = this;
    return { code, message, details };
  }
}

/** Says why a request is rejected: returned as a value while a retry may still find its stored outcome. */
export type Rejection = AppError;

/** Rejects a price above what was shown. */
export function priceChanged(
  details: Pick<ErrorDetails, 'priceMicros' | 'amountCents' | 'currency'> & { catalogVersion: number },
): AppError {
  return new AppError(
    'price-changed',
    'The price has gone up since it was shown. Look at it again.',
    details,
  );
}

/** Rejects whatever costs something, on a suspended account. */
export function suspended(): AppError {
  return new AppError('suspended', 'This account is suspended. Write to support to have it looked at.');
}

/** Rejects what costs more than the account has. */
export function insufficientCredits({
  topUpBelowMicros,
  ...details
}: {
  priceMicros: number;
  balanceMicros: number;
  topUpBelowMicros: number | null;
}): AppError {
  return new AppError(
    'insufficient-credits',
    'There are not enough credits for this. Get more, or choose less.',
    { ...details, ...(topUpBelowMicros !== null && { topUpBelowMicros }) },
  );
}

/** What is told of an error that nobody threw on purpose: nothing. */
export function internalError(cause: unknown): AppError {
  const message = 'Something went wrong on our side. Nothing was charged for it.';
  return new AppError('internal', message, {}, { cause });
}

/** Marks a branch that the types say cannot be reached. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
