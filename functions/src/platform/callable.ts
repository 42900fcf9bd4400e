import { type CallableFunction, type CallableOptions, HttpsError, onCall } from 'firebase-functions/https';
import type { z } from 'zod';
import {
  AppError,
  type CallableName,
  type ChunkOf,
  callables,
  errors,
  type RequestOf,
  type ResponseOf,
  type WireError,
} from '../contract/index.ts';
import { authorize, type CallContext, traceIdOf } from './call-context.ts';
import { log } from './log.ts';

const MAX_ISSUES = 20;

export type Handler<N extends CallableName> = (
  request: RequestOf<N>,
  context: CallContext,
  send: (chunk: ChunkOf<N>) => void,
) => Promise<ResponseOf<N>>;

/** A callable of the contract: authorizes, parses strictly, answers with a typed error whatever goes wrong. */
export function callable<N extends CallableName>(
  name: N,
  options: CallableOptions,
  handler: Handler<N>,
): CallableFunction<unknown, Promise<ResponseOf<N>>, ChunkOf<N>> {
  return onCall<unknown, Promise<ResponseOf<N>>, ChunkOf<N>>(options, async (request, response) => {
    const traceId = traceIdOf(request.data);
    try {
      const context = authorize(request, callables[name].caller, traceId);
      const parsed = parseRequest(name, request.data);
      const send = (chunk: ChunkOf<N>) => {
        if (request.acceptsStreaming) void response?.sendChunk(chunk).catch(() => undefined);
      };
      return await handler(parsed, context, send);
    } catch (cause) {
      throw toHttpsError(cause, { callable: name, traceId, uid: request.auth?.uid ?? null });
    }
  });
}

/** @throws AppError `invalid-argument` with the path of each fault */
function parseRequest<N extends CallableName>(name: N, data: unknown): RequestOf<N> {
  const { traceId: _, ...body } =
    typeof data === 'object' && data !== null ? (data as { traceId?: unknown }) : {};
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  const schema: z.ZodType = callables[name].request;
  const parsed = schema.safeParse(isObject ? body : data);
  if (parsed.success) return parsed.data as RequestOf<N>;
  const issues = parsed.error.issues.slice(0, MAX_ISSUES).map(({ path, message }) => ({
    path: path.join('.'),
    message: message.slice(0, 200),
  }));
  const [first] = issues;
  const where = first?.path ? `"${first.path.slice(0, 80)}": ` : '';
  throw new AppError('invalid-argument', `The request is not valid. ${where}${first?.message ?? ''}`, {
    issues,
  });
}

function toHttpsError(
  cause: unknown,
  call: { callable: string; traceId: string; uid: string | null },
): HttpsError {
  const error =
    cause instanceof AppError
      ? cause
      : new AppError(
          'internal',
          'Something went wrong on our side. Nothing was charged for it.',
          {},
          { cause },
        );
  const { code, message, details } = error;
  if (code === 'internal') log.callFailed({ ...call, cause: error });
  else log.callRefused({ ...call, code });
  const wire: WireError = { code, message, traceId: call.traceId, details };
  return new HttpsError(errors[code].transport, message, wire);
}
