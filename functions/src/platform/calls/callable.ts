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
  type Caller,
  type ChunkOf,
  callables,
  type ErrorCode,
  errors,
  findJsonFault,
  type Rejection,
  type RequestOf,
  type ResponseOf,
} from '../../contract/index.ts';
import { digestKey, needsAppCheck } from '../deploy/config.ts';
import type { ServerMetricsLog } from '../signals/server-metrics.ts';
import { withTrace } from '../signals/trace.ts';
import { type CallContext, deviceIdOf, traceOf } from './call-context.ts';
import { type Admitted, type GuardServices, guardedCall, parseRequest } from './guard.ts';
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

/** A callable as it is guarded. */
export interface CallableRules<R, C>
  extends Pick<CallableShape, 'asksForWork' | 'needsAgreement' | 'tokenOnce'> {
  /** For the log. */
  readonly name: string;
  /** The least that the caller has to be. */
  readonly caller: Caller;
  /** Parses the request from the sent data. @throws AppError `invalid-argument` */
  readonly parse: (data: unknown) => R;
  /** Returns the part of the request that names the work, where that is not the request itself. */
  readonly selectWork?: (request: R) => unknown;
  readonly options: CallableOptions;
  readonly appCheck: AppCheck;
  readonly handle: (request: R, admitted: Admitted, send: (chunk: C) => void) => Promise<unknown>;
}

/** The check of App Check tokens: `enforce` means everywhere but on the emulators. */
export type AppCheck = 'enforce' | 'off';

/** Creates a callable that is guarded, parses strictly, turns every failure into a typed error and is counted. */
export function guardedCallable<R, T, C = never>(
  services: GuardServices & MetricServices,
  {
    name,
    caller,
    asksForWork = false,
    needsAgreement = false,
    parse,
    selectWork,
    handle,
    ...rules
  }: CallableRules<R, C>,
): CallableFunction<unknown, Promise<T>, C> {
  const called = onCall<unknown, Promise<T>, C>(guardedOptions(rules), async (request, response) => {
    const { data, auth, app, rawRequest, acceptsStreaming } = request;
    const sent = (data ?? {}) as Record<'traceId' | 'traceparent' | 'deviceId' | 'wireVersion', unknown>;
    const trace = traceOf(sent, rawRequest.headers);
    const { traceId } = trace;
    const send = (chunk: C) => {
      if (acceptsStreaming) void response?.sendChunk(chunk).catch(() => undefined);
    };
    const startedMs = performance.now();
    const ended = (error: ErrorCode | null) =>
      services.serverMetrics.add({ name, tookMs: performance.now() - startedMs, error });
    try {
      // The SDK only marks a token that was used before, and lets the call in.
      if (app?.alreadyConsumed) {
        throw new AppError('unauthenticated', { reason: 'call-repeated' });
      }
      assertSameWire(sent.wireVersion);
      const answer = await withTrace(trace, () =>
        guardedCall(services, {
          ...{ auth, rawRequest, deviceId: deviceIdOf(sent.deviceId) },
          ...{ traceId, allowed: caller, asksForWork, needsAgreement },
          parse: () => parse(data),
          ...(selectWork && { selectWork }),
          handle: (parsed, admitted) => handle(parsed, admitted, send),
        }),
      );
      ended(null);
      return answer as T;
    } catch (cause) {
      // An error that a host app's function throws on purpose is for its own clients.
      const own = toHttpsError(cause);
      if (own) {
        ended('internal');
        throw own;
      }
      const error = toWireError(cause, { callable: name, traceId, uid: auth?.uid ?? null });
      ended(error.code);
      throw new HttpsError(errors[error.code].transport, error.message, error);
    }
  });
  return withoutStrays(called);
}

/** Returns an error that is meant for callers; null: it is none. An app that is CommonJS has a copy of the class of its own. */
export function toHttpsError(error: unknown): HttpsError | null {
  if (error instanceof HttpsError) return error;
  if (!(error instanceof Error && 'httpErrorCode' in error)) return null;
  const { code, message, details } = error as HttpsError;
  return new HttpsError(code, message, details);
}

/** Creates callables of the contract. */
export function createCallable(
  services: GuardServices & MetricServices,
  { appCheck }: { appCheck: AppCheck },
) {
  return function callable<N extends CallableName>(
    name: N,
    options: CallableOptions,
    handler: Handler<N>,
  ): CallableFunction<unknown, Promise<ResponseOf<N>>, ChunkOf<N>> {
    const shape: CallableShape = callables[name];
    return guardedCallable<RequestOf<N>, ResponseOf<N>, ChunkOf<N>>(services, {
      ...{ ...shape, name, options, appCheck },
      parse: (data) => parseRequest(shape.request, data) as RequestOf<N>,
      handle: (request, { context, rejection }, send) => handler(request, context, send, rejection),
    });
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
export function guardedOptions({
  options,
  appCheck,
  tokenOnce = false,
}: Pick<CallableRules<never, never>, 'options' | 'appCheck' | 'tokenOnce'>): CallableOptions {
  const enforceAppCheck = appCheck === 'enforce' && needsAppCheck();
  return {
    ...options,
    secrets: [...new Set([digestKey.name, ...(options.secrets ?? [])])],
    enforceAppCheck,
    consumeAppCheckToken: tokenOnce && enforceAppCheck,
  };
}
