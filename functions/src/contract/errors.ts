import { z } from 'zod';
import type { DetailsOf } from './messages/error-texts.ts';
import { Micros } from './money/micros.ts';

/**
 * Every error that a caller can get. `transport` is the status of the callable, `http` the HTTP status, and `retriable`
 * says whether the same request can succeed when it is sent again unchanged.
 */
export const errors = {
  'invalid-argument': { transport: 'invalid-argument', http: 400, retriable: false },
  unauthenticated: { transport: 'unauthenticated', http: 401, retriable: false },
  'client-outdated': { transport: 'failed-precondition', http: 426, retriable: false },
  'permission-denied': { transport: 'permission-denied', http: 403, retriable: false },
  'not-found': { transport: 'not-found', http: 404, retriable: false },
  'insufficient-credits': { transport: 'failed-precondition', http: 402, retriable: false },
  'rate-limited': { transport: 'resource-exhausted', http: 429, retriable: true },
  'cap-reached': { transport: 'resource-exhausted', http: 429, retriable: true },
  'plan-required': { transport: 'permission-denied', http: 403, retriable: false },
  'guest-limit': { transport: 'resource-exhausted', http: 429, retriable: true },
  moderated: { transport: 'failed-precondition', http: 422, retriable: false },
  suspended: { transport: 'permission-denied', http: 403, retriable: false },
  blocked: { transport: 'permission-denied', http: 403, retriable: false },
  'agreement-required': { transport: 'failed-precondition', http: 403, retriable: false },
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

/** The codes with which the guard rejects a request for work, as opposed to failures of work that was started. */
export const rejectionCodes = [
  'insufficient-credits',
  'rate-limited',
  'cap-reached',
  'plan-required',
  'guest-limit',
  'moderated',
  'suspended',
  'blocked',
  'agreement-required',
] as const satisfies readonly ErrorCode[];
export const ErrorCode = z.enum(Object.keys(errors) as [ErrorCode, ...ErrorCode[]]);

/** One fault of an input. */
export const Issue = z.strictObject({
  path: z.string(),
  /** English, for developers. */
  message: z.string(),
  /** The fault, as zod or the schema names it, and the bound that it concerns. */
  code: z.string().optional(),
  bound: z.union([z.string(), z.number()]).optional(),
});
export type Issue = z.infer<typeof Issue>;

/** A plan's name in the catalog, and its label in every language that it has. */
export const NamedPlan = z.strictObject({
  name: z.string(),
  label: z.string(),
  labels: z.record(z.string(), z.string()).optional(),
});
export type NamedPlan = z.infer<typeof NamedPlan>;

/**
 * The details of an error besides its code. Which fields are present depends on the code and the reason: the texts
 * in `messages/en.ts` declare them.
 */
export const ErrorDetails = z.strictObject({
  /** Selects one of the code's sentences. */
  reason: z.string().max(64).optional(),
  /** Milliseconds until a retry can succeed: `rate-limited`, `guest-limit`, `busy`. */
  retryAfterMs: z.int().min(0).optional(),
  /** The current price: `price-changed`, `insufficient-credits`. */
  priceMicros: Micros.optional(),
  /** The catalog version of that price; the newest version: `version-conflict`. */
  catalogVersion: z.int().optional(),
  /** The current price in money: `price-changed`; the amount left to refund: `invalid-argument`. In `currency`. */
  amountCents: z.int().min(0).optional(),
  /**
   * The currency of the amount above; the currency that a plan is paid in: `invalid-argument` for a change in another
   * one.
   */
  currency: z.string().optional(),
  /** Stripe's reason for a decline, if the cardholder may know it: `card-declined`. */
  declineCode: z.string().optional(),
  /** What the account can spend: `insufficient-credits`. */
  balanceMicros: Micros.optional(),
  /** The balance below which the account is topped up automatically, if it is: `insufficient-credits`. */
  topUpBelowMicros: Micros.optional(),
  /** The spending cap set by the account's owner, and the rest of it: `cap-reached`. */
  capMicros: Micros.optional(),
  leftMicros: Micros.optional(),
  /** Moderation category: `moderated`. */
  category: z.string().optional(),
  /** The label of the model, operation, category or group of requests that the error concerns. */
  label: z.string().optional(),
  /** The label's translations, if there are any. */
  labels: z.record(z.string(), z.string()).optional(),
  /** Names in the catalog. */
  operation: z.string().optional(),
  model: z.string().optional(),
  variant: z.string().optional(),
  provider: z.string().optional(),
  /** A kind of work or of file; `kinds` lists the accepted ones. */
  kind: z.string().optional(),
  kinds: z.array(z.string()).optional(),
  /** The lengths of video in seconds that a model makes. */
  lengths: z.array(z.number()).optional(),
  /** Pixels. */
  width: z.int().optional(),
  height: z.int().optional(),
  /** The part of a quantity that is missing. */
  field: z.string().optional(),
  /** The largest possible number. */
  max: z.int().optional(),
  /** The request that the error concerns. */
  requestId: z.string().optional(),
  /** How that request ended. */
  endedAs: z.string().optional(),
  /** The plans of which one opens the model: `plan-required`. */
  plans: z.array(NamedPlan).optional(),
  /** The version of the terms to agree to: `agreement-required`. */
  termsVersion: z.int().optional(),
  /** The age to confirm, and the country whose limit it is: `agreement-required`. */
  age: z.int().optional(),
  country: z.string().optional(),
  /** The target of the requested block. */
  target: z.enum(['account', 'device', 'address']).optional(),
  /** The role that is needed. */
  role: z.string().optional(),
  /** The path that doesn't exist. */
  path: z.string().optional(),
  /** An app's message about work that it ran: data, in any language. */
  note: z.string().optional(),
  /** Each fault of the input with its path: `invalid-argument`. */
  issues: z.array(Issue).optional(),
});
export type ErrorDetails = z.infer<typeof ErrorDetails>;

/** The body of an error on the wire: what `HttpsError.details` holds. */
export const WireError = z.strictObject({
  code: ErrorCode,
  /** English, for developers. Anything that shows an error to users renders its code and details. */
  message: z.string(),
  traceId: z.string(),
  details: ErrorDetails,
});
export type WireError = z.infer<typeof WireError>;

/** An error as plain data. */
export interface ErrorFacts {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
}

type Arguments<C extends ErrorCode> = C extends ErrorCode
  ? object extends DetailsOf<C>
    ? [details?: DetailsOf<C>, options?: ErrorOptions]
    : [details: DetailsOf<C>, options?: ErrorOptions]
  : never;

/**
 * The only error type that is thrown on purpose, on the server and in the web client. It has no sentence: its code and
 * details select one where it is shown.
 */
export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: C, ...[details = {}, options]: Arguments<C>) {
    const { reason } = details as ErrorDetails;
    super(reason === undefined ? code : `${code} (${reason})`, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details as ErrorDetails;
  }

  /** Creates an error from plain data. */
  static of({ code, details }: ErrorFacts, options?: ErrorOptions): AppError {
    return new AppError(code, ...([details, options] as never));
  }

  /** Returns the error as plain data. */
  toJSON(): ErrorFacts {
    const { code, details } = this;
    return { code, details };
  }
}

/** The reason why a request is rejected, returned as a value while a retry may still find its stored outcome. */
export type Rejection = AppError;

/** Creates the rejection for work that costs more than the account has. */
export function insufficientCredits({
  topUpBelowMicros,
  ...details
}: {
  priceMicros: number;
  balanceMicros: number;
  topUpBelowMicros: number | null;
}): AppError {
  return new AppError('insufficient-credits', {
    ...details,
    ...(topUpBelowMicros !== null && { topUpBelowMicros }),
  });
}

/** Creates the error for anything that wasn't thrown on purpose. It reveals nothing about the cause. */
export function internalError(cause: unknown): AppError {
  return new AppError('internal', { reason: 'server' }, { cause });
}

/** Marks a branch that can't be reached according to the types. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
