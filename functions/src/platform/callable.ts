import {
  type CallableFunction,
  type CallableOptions,
  HttpsError,
  type HttpsFunction,
  onCall,
} from 'firebase-functions/https';
import {
  AppError,
  assertSameWire,
  type CallableName,
  type CallableShape,
  type ChunkOf,
  callables,
  type ErrorCode,
  errors,
  findJsonFault,
  type Rejection,
  type RequestOf,
  type ResponseOf,
} from '../contract/index.ts';
import { type CallContext, deviceIdOf, traceOf } from './call-context.ts';
import { digestKey, needsAppCheck } from './config.ts';
import { type GuardServices, guardedCall, parseRequest } from './guard.ts';
import type { ServerMetricsLog } from './server-metrics.ts';
import { withTrace } from './trace.ts';
import { toWireError } from './wire-error.ts';

/** Handles a request. The guard's rejection of a request for work is only valid if nothing was held for it before. */
export type Handler<N extends CallableName> = (
  request: RequestOf<N>,
  context: CallContext,
  send: (chunk: ChunkOf<N>) => void,
  rejection?: Rejection | null,
) => Promise<ResponseOf<N>>;

export interface MetricServices {
  readonly serverMetrics: Pick<ServerMetricsLog, 'add'>;
}

/**
 * Creates callables of the contract. Each is guarded, parses strictly, turns every failure into a typed error and is
 * counted.
 */
export function createCallable(services: GuardServices & MetricServices) {
  const { serverMetrics } = services;
  return function callable<N extends CallableName>(
    name: N,
    options: CallableOptions,
    handler: Handler<N>,
  ): CallableFunction<unknown, Promise<ResponseOf<N>>, ChunkOf<N>> {
    const { caller, asksForWork = false, request: schema }: CallableShape = callables[name];
    const guarded = guardedOptions(name, options);
    const called = onCall<unknown, Promise<ResponseOf<N>>, ChunkOf<N>>(guarded, async (request, response) => {
      const { data, auth, app, rawRequest, acceptsStreaming } = request;
      const sent = (data ?? {}) as Record<'traceId' | 'traceparent' | 'deviceId' | 'wireVersion', unknown>;
      const trace = traceOf(sent, rawRequest.headers);
      const { traceId } = trace;
      const send = (chunk: ChunkOf<N>) => {
        if (acceptsStreaming) void response?.sendChunk(chunk).catch(() => undefined);
      };
      const startedMs = performance.now();
      const ended = (error: ErrorCode | null) =>
        serverMetrics.add({ name, tookMs: performance.now() - startedMs, error });
      try {
        // The SDK only marks a token that was used before, and lets the call in.
        if (app?.alreadyConsumed) {
          throw new AppError('unauthenticated', { reason: 'call-repeated' });
        }
        assertSameWire(sent.wireVersion);
        const response = await withTrace(trace, () =>
          guardedCall(services, {
            ...{ auth, rawRequest, deviceId: deviceIdOf(sent.deviceId) },
            ...{ traceId, allowed: caller, asksForWork },
            parse: () => parseRequest(schema, data) as RequestOf<N>,
            handle: (parsed, { context, rejection }) => handler(parsed, context, send, rejection),
          }),
        );
        ended(null);
        return response;
      } catch (cause) {
        const error = toWireError(cause, { callable: name, traceId, uid: auth?.uid ?? null });
        ended(error.code);
        throw new HttpsError(errors[error.code].transport, error.message, error);
      }
    });
    return withoutStrays(called);
  };
}

/** Passes only `data` to the SDK, and only if it is readable, because the SDK logs the rest and reads recursively. */
function withoutStrays<F extends CallableFunction<unknown, unknown>>(called: F): F {
  const tidy = (...[request, response]: Parameters<HttpsFunction>) => {
    const data = (request.body as { data?: unknown } | undefined)?.data;
    request.body = { data: findJsonFault(data) ? null : data };
    return called(request, response);
  };
  return Object.assign(tidy, called) as unknown as F;
}

/**
 * Returns the options that every callable has: it accepts only the app's own calls, and has the key for digests of
 * addresses and devices.
 */
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
