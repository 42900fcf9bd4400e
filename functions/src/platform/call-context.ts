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
  TraceId,
} from '../contract/index.ts';
import { type CallSource, readClientFacts } from './client-facts.ts';
import type { Identities } from './identities.ts';
import { newTraceId, readTraceparent, type TraceContext } from './trace.ts';

/** Who calls, from where, and by which trace. */
export interface CallContext {
  /** Who asks. */
  readonly uid: string;
  /** Who pays: the account that is charged and limited. */
  readonly accountId: string;
  readonly email: string | null;
  readonly isEmailVerified: boolean;
  readonly name: string | null;
  readonly role: Role | null;
  /** Signed in without an identity. */
  readonly isGuest: boolean;
  readonly client: ClientFacts;
  readonly traceId: string;
  /** Aborts when the client hangs up before it has its answer; absent: none waits for it. */
  readonly gone?: AbortSignal | undefined;
}

/**
 * Returns the account that pays for what a user asks for. It must be the same one each time that a request is repeated,
 * since the account is part of the request's id. Guests are not asked about: each has an account of their own.
 */
export type Payer = (caller: Pick<CallContext, 'uid'>) => Promise<string>;

/** Everyone pays with an account of their own, which has their uid. */
export const paysPersonally: Payer = async ({ uid }) => uid;

/** Returns who asks and by which trace, as the audit log has it for good: no e-mail, which is in `people/{uid}`, and no address. */
export function attribution({ uid, role, traceId }: CallContext) {
  return { actor: { uid, email: null, role }, ip: null, traceId };
}

/** A call as it comes in: as a callable, or over plain HTTP. */
export interface IncomingCall extends CallSource {
  readonly auth?: Pick<NonNullable<CallableRequest['auth']>, 'uid' | 'token'> | undefined;
}

/** Returns the trace that a client named with its request, in `traceparent` or as a mere id, or a new one. */
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

/** Returns the name that a client gives its device; undefined when it is not valid. */
export function deviceIdOf(sent: unknown): string | undefined {
  return DeviceId.safeParse(sent).data;
}

/** Finds out who calls, and who pays for it. */
export interface AuthorizeServices {
  readonly identities: Identities;
  readonly payer: Payer;
}

/**
 * Returns who calls, as Auth and the staff documents say now, if they may.
 * @throws AppError `unauthenticated`, `permission-denied`; `busy` when it cannot be told now
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
    gone,
  };
}

/** Cloud Run may give a request little of the processor once its client is gone, so whoever must not wait is told at once. */
function goneSignal(response: ServerResponse | undefined): AbortSignal | undefined {
  if (!response) return undefined;
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}
