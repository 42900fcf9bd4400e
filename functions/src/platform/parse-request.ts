import type { z } from 'zod';
import {
  AppError,
  assertSameWire,
  type CallableName,
  type CallableShape,
  type ChunkOf,
  callables,
  findJsonFault,
  internalError,
  type JsonFault,
  type RequestOf,
  type ResponseOf,
  type WireError,
} from '../contract/index.ts';
import { authorize, type CallContext, type IncomingCall } from './call-context.ts';
import { behind, type Door, workOf } from './door.ts';
import type { Identities } from './identities.ts';
import { log } from './log.ts';

const MAX_ISSUES = 20;

export type Handler<N extends CallableName> = (
  request: RequestOf<N>,
  context: CallContext,
  send: (chunk: ChunkOf<N>) => void,
) => Promise<ResponseOf<N>>;

/** A function of the contract, however it is reached. */
export interface Service<N extends CallableName> {
  readonly name: N;
  readonly handler: Handler<N>;
}

export interface Call<N extends CallableName> extends IncomingCall {
  readonly door: Door;
  readonly identities: Identities;
  readonly data: unknown;
  readonly traceId: string;
  readonly send: (chunk: ChunkOf<N>) => void;
}

/**
 * Authorizes, parses strictly and handles a call.
 * @throws AppError, or whatever went wrong: `wireErrorOf` makes of it what the caller is told
 */
export async function handleCall<N extends CallableName>(
  { name, handler }: Service<N>,
  call: Call<N>,
): Promise<ResponseOf<N>> {
  const { door, identities, data, send, traceId } = call;
  assertSameWire((data as { wireVersion?: unknown } | null | undefined)?.wireVersion);
  const shape: CallableShape = callables[name];
  const context = await authorize(call, { identities, allowed: shape.caller, traceId });
  const request = parseRequest(shape.request, data) as RequestOf<N>;
  const asked = { asksForWork: shape.asksForWork ?? false, work: workOf(request) };
  return behind(door, { context, asked }, (entered) => handler(request, entered, send));
}

/**
 * Returns what was sent, by its schema; trace id, device and wire version beside it are not part of it.
 * @throws AppError `invalid-argument` with the path of each fault
 */
export function parseRequest<S extends z.ZodType>(schema: S, data: unknown): z.output<S> {
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  const {
    traceId: _,
    deviceId: __,
    wireVersion: ___,
    ...body
  } = isObject ? (data as Record<string, unknown>) : {};
  const fault = findJsonFault(data);
  // What no schema may see is not parsed: schemas recurse.
  const parsed = fault ? null : schema.safeParse(isObject ? body : data);
  if (parsed?.success) return parsed.data;
  const issues = (parsed ? parsed.error.issues : [fault as JsonFault])
    .slice(0, MAX_ISSUES)
    .map(({ path, message }) => ({
      path: path.join('.').toWellFormed().slice(0, 200),
      message: message.slice(0, 200),
    }));
  const [first] = issues;
  const where = first?.path ? `"${first.path.slice(0, 80)}": ` : '';
  throw new AppError('invalid-argument', `The request is not valid. ${where}${first?.message ?? ''}`, {
    issues,
  });
}

/** What a caller is told of whatever went wrong, and a line in the log. What was not thrown on purpose tells nothing. */
export function wireErrorOf(
  cause: unknown,
  call: { callable: string; traceId: string; uid: string | null },
): WireError {
  const error = cause instanceof AppError ? cause : internalError(cause);
  const { code, details } = error;
  if (code === 'internal') log.callFailed({ ...call, cause: error });
  else log.callRefused({ ...call, code });
  return { code, message: error.message, traceId: call.traceId, details };
}
