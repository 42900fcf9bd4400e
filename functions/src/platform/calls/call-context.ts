import type { ServerResponse } from 'node:http';
import type { CallableRequest } from 'firebase-functions/https';
import {
  AccountId,
  AppError,
  type Caller,
  type ClientFacts,
  callers,
  DeviceId,
  type Role,
  SECOND_MS,
  TraceId,
} from '../../contract/index.ts';
import type { Identities } from '../identity/identities.ts';
import { newTraceId, readTraceparent, type TraceContext } from '../signals/trace.ts';
import { type CallSource, readClientFacts } from './client-facts.ts';

/** The caller of a function, the account that pays, the client and the trace. */
export interface CallContext {
  /** The user who asks. */
  readonly uid: string;
  /** The account that pays: it is charged and limited. */
  readonly accountId: string;
  readonly email: string | null;
  readonly isEmailVerified: boolean;
  readonly name: string | null;
  readonly role: Role | null;
  /** Whether the caller is signed in anonymously. */
  readonly isGuest: boolean;
  readonly client: ClientFacts;
  readonly traceId: string;
  /** When the caller signed in last, as their token says; absent: not known. */
  readonly signedInMs?: number;
  /** Aborts when the client disconnects before it has its response; absent: nothing waits for that. */
  readonly gone?: AbortSignal | undefined;
}

/**
 * Returns the account that pays for a user's requests. It must return the same account for each retry, because the
 * account is part of the request's id. It isn't called for guests, who have accounts of their own.
 */
export type Payer = (caller: Pick<CallContext, 'uid'>) => Promise<string>;

/** The default payer: everyone pays with their personal account, which has their uid. */
export const paysPersonally: Payer = async ({ uid }) => uid;

/**
 * Returns the caller and the trace for the audit log, which is kept for good: without the e-mail address, which is in
 * `people/{uid}`, and without the IP address.
 */
export function attribution({ uid, role, traceId }: CallContext) {
  return { actor: { uid, email: null, role }, ip: null, traceId };
}

/** An incoming call, of a callable or over plain HTTP. */
export interface IncomingCall extends CallSource {
  readonly auth?: Pick<NonNullable<CallableRequest['auth']>, 'uid' | 'token'> | undefined;
}

/** Returns the trace that a client has sent, in `traceparent` or as an id alone, or a new one. */
export function traceOf(
  sent: { readonly traceId?: unknown; readonly traceparent?: unknown },
  headers: Readonly<Record<string, unknown>>,
): TraceContext {
  const { data: traceId } = TraceId.safeParse(sent.traceId);
  return (
    readTraceparent(sent.traceparent) ??
    (traceId === undefined ? null : { traceId, parentId: null, isSampled: true }) ??
    readTraceparent(headers.traceparent) ?? { traceId: newTraceId(), parentId: null, isSampled: true }
  );
}

/** Returns the id that a client has sent for its device; undefined if it is invalid. */
export function deviceIdOf(sent: unknown): string | undefined {
  return DeviceId.safeParse(sent).data;
}

/** The services that identify the caller and the account that pays. */
export interface AuthorizeServices {
  readonly identities: Identities;
  readonly payer: Payer;
}

/**
 * Returns the caller, according to the current state of Auth and the staff documents, if they may call.
 * @throws AppError `unauthenticated`, `permission-denied`; `busy` when that state can't be determined now
 */
export async function authorize(
  { auth, ...from }: IncomingCall,
  { identities, payer }: AuthorizeServices,
  { allowed, traceId }: { allowed: Caller; traceId: string },
): Promise<CallContext> {
  if (!auth) throw new AppError('unauthenticated', { reason: 'sign-in' });
  const { uid } = auth;
  if (!AccountId.safeParse(uid).success) {
    throw new AppError('permission-denied', { reason: 'uid-unusable' });
  }
  const gone = goneSignal(from.rawRequest.res);
  const isForStaff = callers.indexOf(allowed) > callers.indexOf('person');
  const { email, isEmailVerified, name, role } = await identities.ofSignIn(auth, { isForStaff });
  const isAnonymous = auth.token.firebase?.sign_in_provider === 'anonymous';
  const caller: Caller = role ?? (isAnonymous ? 'guest' : 'person');
  if (callers.indexOf(caller) < callers.indexOf(allowed)) {
    throw new AppError('permission-denied', { reason: 'role-needed', role: allowed });
  }
  const isGuest = caller === 'guest';
  return {
    uid,
    accountId: isGuest ? uid : AccountId.parse(await payer({ uid })),
    email,
    isEmailVerified,
    name,
    role,
    isGuest,
    client: readClientFacts(from),
    traceId,
    ...(Number.isFinite(auth.token.auth_time) && { signedInMs: auth.token.auth_time * SECOND_MS }),
    gone,
  };
}

/** Cloud Run may give a request little CPU once its client is gone, so code that must not wait is notified at once. */
function goneSignal(response: ServerResponse | undefined): AbortSignal | undefined {
  if (!response) return undefined;
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}
