import type { CallableFunction, CallableOptions } from 'firebase-functions/https';
import { z } from 'zod';
import {
  type AnyOperation,
  AppError,
  HOUR_MS,
  Micros,
  Name,
  RequestId,
  SECOND_MS,
} from '../contract/index.ts';
import { type MeteredServices, type Ran, runMetered } from '../generation/metered/run-metered.ts';
import type { UsageMeter } from '../generation/metered/usage-meter.ts';
import type { CallContext } from '../platform/calls/call-context.ts';
import {
  type AppCheck,
  guardedCallable,
  type MetricServices,
  toHttpsError,
} from '../platform/calls/callable.ts';
import { type GuardServices, parseRequest } from '../platform/calls/guard.ts';
import { toHostRequest } from './host-request.ts';

/** The options of a metered callable, in addition to those of any callable. */
export interface MeteredOptions extends CallableOptions {
  /** False: the result is not kept, and a repeated request gets null. Absent: it is kept for a day. */
  readonly keep?: boolean;
  /** Makes the work free, and records the charge it would have had. */
  readonly shadow?: boolean;
}

/** The data that a call passes to the work. */
export interface MeteredCall<I> {
  readonly input: I;
  /** The calling user, and the account that pays. */
  readonly caller: Pick<CallContext, 'uid' | 'accountId' | 'email' | 'role' | 'isGuest'>;
  readonly requestId: string;
  /**
   * Aborts when the caller disconnects. Work that goes on keeps its result for a retry. Work that stops is charged for what
   * it had sent and used.
   */
  readonly gone: AbortSignal;
  /** Streams a chunk to the caller. Usage up to then is charged, even if the work fails later. */
  send(chunk: unknown): void;
}

/** The response of a metered callable. */
export type MeteredAnswer<T> = Ran<T>;

export const KEEP_MS = 24 * HOUR_MS;
const DEFAULT_TIMEOUT_SECONDS = 60;
/** The share of a function's time that is reserved for settling. */
const SETTLING_SHARE = 0.1;

/** Makes a callable that charges for the usage of its work. */
export function meteredCallable<I, T>(
  services: MeteredServices & GuardServices & MetricServices,
  { operation, options, appCheck }: { operation: AnyOperation; options: MeteredOptions; appCheck: AppCheck },
  work: (call: MeteredCall<I>, meter: UsageMeter) => Promise<T>,
): CallableFunction<unknown, Promise<MeteredAnswer<T>>, unknown> {
  const { keep = true, shadow = false, ...rest } = options;
  const { kind, units } = operation;
  const schema = z.strictObject({
    requestId: RequestId,
    input: z.preprocess((input) => withKind(input, kind), operation.input),
    model: Name.optional(),
    /** The most that the user has agreed to pay. */
    shownPriceMicros: Micros.optional(),
    catalogVersion: z.int().min(0).optional(),
  });
  const timeoutSeconds =
    typeof rest.timeoutSeconds === 'number' ? rest.timeoutSeconds : DEFAULT_TIMEOUT_SECONDS;
  return guardedCallable<z.output<typeof schema>, MeteredAnswer<T>, unknown>(services, {
    ...{ name: kind, caller: 'guest', asksForWork: true, options: { ...rest, timeoutSeconds }, appCheck },
    parse: (data) => parseRequest(schema, data),
    selectWork: ({ model }) => ({ operation: kind, model }),
    async handle({ requestId, input, ...ask }, { context, rejection }, send) {
      const metered = {
        ...{ context, rejection, input, units, keepMs: keep ? KEEP_MS : null },
        request: toHostRequest(operation, { ...ask, requestId, input, isShadow: shadow }),
        timeoutMs: timeoutSeconds * SECOND_MS * (1 - SETTLING_SHARE),
      };
      return runMetered<T>(services, metered, (meter) => {
        const sending = (chunk: unknown) => {
          meter.delivered();
          send(chunk);
        };
        const { gone = new AbortController().signal } = context;
        const call = { input: input as I, caller: context, requestId, gone, send: sending };
        return work(call, meter).catch((error) => {
          throw gone.aborted ? error : toCallersError(error);
        });
      });
    },
  });
}

/** Errors that aren't meant for callers stay in the log. The caller is told that the work has failed for good. */
function toCallersError(error: unknown): unknown {
  if (error instanceof AppError || toHttpsError(error)) return error;
  return new AppError('provider-failed', { reason: 'unexpected' }, { cause: error });
}

/** An input may leave out its kind, which follows from the function. */
function withKind(input: unknown, kind: string): unknown {
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? { kind, ...input } : input;
}
