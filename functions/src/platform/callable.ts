import {
  type CallableFunction,
  type CallableOptions,
  HttpsError,
  type HttpsFunction,
  onCall,
} from 'firebase-functions/https';
import {
  AppError,
  type CallableName,
  type CallableShape,
  type ChunkOf,
  callables,
  errors,
  findJsonFault,
  type ResponseOf,
} from '../contract/index.ts';
import { deviceIdOf, traceIdOf } from './call-context.ts';
import { digestKey, needsAppCheck } from './config.ts';
import { type Call, type Handler, handleCall, wireErrorOf } from './handle-call.ts';

/** Makes callables of the contract: each authorizes, parses strictly, answers with a typed error whatever goes wrong. */
export function callablesBehind({ door, identities }: Pick<Call<CallableName>, 'door' | 'identities'>) {
  return function callable<N extends CallableName>(
    name: N,
    options: CallableOptions,
    handler: Handler<N>,
  ): CallableFunction<unknown, Promise<ResponseOf<N>>, ChunkOf<N>> {
    const guarded = guardedOptions(name, options);
    const called = onCall<unknown, Promise<ResponseOf<N>>, ChunkOf<N>>(guarded, async (request, response) => {
      const { data, auth, app, rawRequest, acceptsStreaming } = request;
      const traceId = traceIdOf(data);
      const deviceId = deviceIdOf((data as { deviceId?: unknown } | null)?.deviceId);
      const send = (chunk: ChunkOf<N>) => {
        if (acceptsStreaming) void response?.sendChunk(chunk).catch(() => undefined);
      };
      try {
        // The SDK marks a token that was used before, and lets it in.
        if (app?.alreadyConsumed) {
          throw new AppError('unauthenticated', 'This call was made before. Make a new one.');
        }
        const call = { data, auth, rawRequest, traceId, deviceId, door, identities, send };
        return await handleCall({ name, handler }, call);
      } catch (cause) {
        const error = wireErrorOf(cause, { callable: name, traceId, uid: auth?.uid ?? null });
        throw new HttpsError(errors[error.code].transport, error.message, error);
      }
    });
    return withoutStrays(called);
  };
}

/**
 * Returns whether the SDK can read what a caller sent. It reads recursively, and numbers in a form of their own, marked
 * by `@type`, which no client of ours sends: either could end a call before we can say what is wrong with it.
 */
function isReadable(data: unknown): boolean {
  return findJsonFault(data) === null && !JSON.stringify(data ?? null).includes('"@type"');
}

/** The SDK writes into the log what is no call: only what is under `data` reaches it, and only what it can read. */
function withoutStrays<F extends CallableFunction<unknown, unknown>>(called: F): F {
  const tidy = (...[request, response]: Parameters<HttpsFunction>) => {
    const data = (request.body as { data?: unknown } | undefined)?.data;
    request.body = { data: isReadable(data) ? data : null };
    return called(request, response);
  };
  return Object.assign(tidy, called) as unknown as F;
}

/** Every callable takes the app's own calls only, and knows addresses and devices by their digests. */
export function guardedOptions(name: CallableName, options: CallableOptions): CallableOptions {
  const { tokenOnce = false }: CallableShape = callables[name];
  const { secrets = [] } = options;
  return {
    ...options,
    secrets: [digestKey, ...secrets.filter((secret) => secret !== digestKey)],
    enforceAppCheck: needsAppCheck(),
    consumeAppCheckToken: tokenOnce && needsAppCheck(),
  };
}
