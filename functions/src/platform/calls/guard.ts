import type { z } from 'zod';
import {
  AppError,
  type Caller,
  findJsonFault,
  issueOf,
  type JsonFault,
  MINUTE_MS,
  type Rejection,
  toIssue,
} from '../../contract/index.ts';
import type { AgreementChecks } from './agreement-checks.ts';
import { type AuthorizeServices, authorize, type CallContext, type IncomingCall } from './call-context.ts';

/** Runs before every handler, after the caller has been identified. */
export interface Guard {
  /** Returns why a caller is not admitted; null if they are. */
  check(context: CallContext, request: GuardedRequest): Promise<Rejection | null>;
  /** Records the error with which a call ended, because repeated rejections are a sign of abuse. */
  record(context: CallContext, error: AppError, request: GuardedRequest): Promise<void>;
}

export interface GuardedRequest {
  readonly asksForWork: boolean;
  /** Whether it needs an agreement to the terms without asking for work. */
  readonly needsAgreement?: boolean;
  /** The work, as far as the request names it. */
  readonly work: RequestedWork;
}

interface RequestedWork {
  readonly operation: string | null;
  readonly model: string | null;
}

export interface GuardServices extends AuthorizeServices {
  readonly guard: Guard;
}

/** A call of a callable or of an HTTP route. */
interface GuardedCall<R, T> extends IncomingCall {
  readonly traceId: string;
  /** The least role that the caller needs. */
  readonly allowed: Caller;
  readonly asksForWork: boolean;
  readonly needsAgreement?: boolean;
  /** Reads the request. @throws AppError `invalid-argument` */
  readonly parse: () => R;
  /** Returns the part of the request that names the work, if that isn't the request itself. */
  readonly selectWork?: (request: R) => unknown;
  readonly handle: (request: R, admitted: Admitted) => Promise<T>;
}

/**
 * The caller, and the guard's rejection of their request for work. The rejection is only valid if nothing was held for
 * it before.
 */
export interface Admitted {
  readonly context: CallContext;
  readonly rejection: Rejection | null;
}

/**
 * Authorizes a caller, parses the request and handles it. A request for work is handled even if the guard rejects it,
 * because the engine must first check whether it was held before.
 * @throws AppError the rejection of any other request; and whatever `parse` and `handle` throw
 */
export async function guardedCall<R, T>(
  { guard, ...services }: GuardServices,
  {
    traceId,
    allowed,
    asksForWork,
    needsAgreement = false,
    parse,
    selectWork,
    handle,
    ...from
  }: GuardedCall<R, T>,
): Promise<T> {
  const context = await authorize(from, services, { allowed, traceId });
  const request = parse();
  const guarded = {
    asksForWork,
    needsAgreement,
    work: namedWork(selectWork ? selectWork(request) : request),
  };
  try {
    const rejection = await guard.check(context, guarded);
    if (rejection && !asksForWork) throw rejection;
    return await handle(request, { context, rejection });
  } catch (error) {
    if (error instanceof AppError) await guard.record(context, error, guarded);
    throw error;
  }
}

function namedWork(request: unknown): RequestedWork {
  const { operation, model } = (request ?? {}) as { operation?: unknown; model?: unknown };
  return {
    operation: typeof operation === 'string' ? operation : null,
    model: typeof model === 'string' ? model : null,
  };
}

const MAX_ISSUES = 20;

/**
 * Parses the data of a call with its schema. Trace, device and wire version are not part of the request.
 * @throws AppError `invalid-argument` with the path of each fault
 */
export function parseRequest<S extends z.ZodType>(schema: S, data: unknown): z.output<S> {
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  const {
    traceId: _,
    traceparent: __,
    deviceId: ___,
    wireVersion: ____,
    ...body
  } = isObject ? (data as Record<string, unknown>) : {};
  const fault = findJsonFault(data);
  // Data with such a fault isn't parsed at all, because schemas recurse.
  const parsed = fault ? null : schema.safeParse(isObject ? body : data);
  if (parsed?.success) return parsed.data;
  const found = parsed
    ? parsed.error.issues.map((issue) => ({ path: issue.path, ...toIssue(issue) }))
    : [{ path: (fault as JsonFault).path, ...issueOf((fault as JsonFault).code) }];
  const issues = found.slice(0, MAX_ISSUES).map((issue) => ({
    ...issue,
    path: issue.path.join('.').toWellFormed().slice(0, 200),
    message: issue.message.slice(0, 200),
  }));
  throw new AppError('invalid-argument', { reason: 'request', issues });
}

/** A version applies from a day on that was announced, so a minute more doesn't matter. */
const TERMS_MAX_AGE_MS = MINUTE_MS;

/**
 * Returns `agreement-required` for a caller who hasn't agreed to the terms that apply, or confirmed the minimum age; null
 * otherwise. Guests agree when they open an account.
 */
export async function checkAgreement(
  { required, findMissing }: Pick<AgreementChecks, 'required' | 'findMissing'>,
  { uid, isGuest }: Pick<CallContext, 'uid' | 'isGuest'>,
): Promise<AppError | null> {
  const terms = isGuest ? null : await required({ maxAgeMs: TERMS_MAX_AGE_MS });
  const missing = terms && (await findMissing(uid, terms));
  return missing && new AppError('agreement-required', missing);
}
