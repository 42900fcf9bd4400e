import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { CallableRequest } from 'firebase-functions/https';
import { AppError, type Caller, type ClientFacts, callers, Role, TraceId } from '../contract/index.ts';
import { trustedHops } from './config.ts';

/** Who calls, from where, and by which trace. */
export interface CallContext {
  readonly uid: string;
  readonly email: string | null;
  readonly isEmailVerified: boolean;
  readonly name: string | null;
  readonly role: Role | null;
  /** Signed in without an identity. */
  readonly isGuest: boolean;
  readonly client: ClientFacts;
  readonly traceId: string;
}

/** A call as it comes in: as a callable, or over plain HTTP. */
export interface IncomingCall {
  readonly auth?: Pick<NonNullable<CallableRequest['auth']>, 'uid' | 'token'> | undefined;
  readonly rawRequest: Pick<IncomingMessage, 'headers' | 'socket'>;
}

/** The id a client sent with its request, or a new one. */
export function traceIdOf(data: unknown): string {
  const sent = TraceId.safeParse((data as { traceId?: unknown } | null)?.traceId);
  return sent.success ? sent.data : randomUUID().replaceAll('-', '');
}

/**
 * Who calls, if they may.
 * @throws AppError `unauthenticated`, `permission-denied`
 */
export function authorize(
  { auth, rawRequest }: IncomingCall,
  { allowed, traceId }: { allowed: Caller; traceId: string },
): CallContext {
  if (!auth) throw new AppError('unauthenticated', 'Sign in first.');
  if (auth.uid.includes('_')) {
    throw new AppError(
      'permission-denied',
      'This sign-in cannot hold credits: its uid contains an underscore.',
    );
  }
  const { token } = auth;
  const role = Role.safeParse(token.role).data ?? null;
  const caller: Caller = role ?? (token.firebase?.sign_in_provider === 'anonymous' ? 'guest' : 'person');
  if (callers.indexOf(caller) < callers.indexOf(allowed)) {
    throw new AppError('permission-denied', `Only a signed-in ${allowed} may do this.`);
  }
  return {
    uid: auth.uid,
    email: token.email ?? null,
    isEmailVerified: token.email_verified === true,
    name: typeof token.name === 'string' ? token.name : null,
    role,
    isGuest: caller === 'guest',
    client: { ip: addressOf(rawRequest), country: null, device: null },
    traceId,
  };
}

/** The address the last proxy of ours saw; anything before it in X-Forwarded-For is the client's own word. */
function addressOf(request: IncomingCall['rawRequest']): string | null {
  const forwarded = request.headers['x-forwarded-for'];
  const hops = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? ''))
    .split(',')
    .map((hop) => hop.trim())
    .filter(Boolean);
  return hops.at(-trustedHops()) ?? request.socket?.remoteAddress ?? null;
}
