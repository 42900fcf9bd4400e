import { type CallableFunction, type CallableOptions, HttpsError, onCall } from 'firebase-functions/https';
import { type CallableName, type ChunkOf, errors, type ResponseOf } from '../contract/index.ts';
import { traceIdOf } from './call-context.ts';
import { type Handler, handleCall, wireErrorOf } from './handle-call.ts';

/** A callable of the contract: authorizes, parses strictly, answers with a typed error whatever goes wrong. */
export function callable<N extends CallableName>(
  name: N,
  options: CallableOptions,
  handler: Handler<N>,
): CallableFunction<unknown, Promise<ResponseOf<N>>, ChunkOf<N>> {
  return onCall<unknown, Promise<ResponseOf<N>>, ChunkOf<N>>(options, async (request, response) => {
    const { data, auth, rawRequest, acceptsStreaming } = request;
    const traceId = traceIdOf(data);
    const send = (chunk: ChunkOf<N>) => {
      if (acceptsStreaming) void response?.sendChunk(chunk).catch(() => undefined);
    };
    try {
      return await handleCall({ name, handler }, { data, auth, rawRequest, traceId, send });
    } catch (cause) {
      const error = wireErrorOf(cause, { callable: name, traceId, uid: auth?.uid ?? null });
      throw new HttpsError(errors[error.code].transport, error.message, error);
    }
  });
}
