import { httpsCallable } from 'firebase/functions';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type CallError, toCallError } from '../core/call-error.ts';
import { inEnglish } from '../core/in-english.ts';
import { newRequestId } from '../core/new-request-id.ts';
import type { PricedQuote } from '../core/price-ask.ts';
import { toRetry } from '../core/to-retry.ts';
import { withRetries } from '../core/with-retries.ts';
import { useConnection } from './connection.ts';
import { useClient } from './use-client.ts';

/** The state of the latest request of a metered function. */
export type OperationState<T> =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly requestId: string }
  | {
      readonly status: 'done';
      readonly requestId: string;
      /** Null: the request had been done before, and its result is no longer kept. */
      readonly value: T | null;
      readonly capturedMicros: number;
      readonly remainingMicros: number;
    }
  /** Nothing was charged beyond what was delivered. */
  | { readonly status: 'failed'; readonly requestId: string; readonly error: CallError };

export interface RunOptions {
  /** A name of the catalog; absent: the default model. */
  readonly model?: string;
  /** The price that was shown. The server never charges more. */
  readonly quote?: Pick<PricedQuote, 'priceMicros' | 'catalogVersion'>;
}

/** The response of a metered callable. */
interface Answer<T> {
  readonly value: T | null;
  readonly capturedMicros: number;
  readonly remainingMicros: number;
}

interface Request {
  readonly requestId: string;
  readonly [field: string]: unknown;
}

export interface OperationHandle<I, T> {
  readonly state: OperationState<T>;
  /** Starts a new request. Does nothing while one is running. */
  run(input: I, options?: RunOptions): Promise<void>;
  /**
   * Asks for the last work again. While it is unknown how that ended, the request keeps its id, so that it is charged once;
   * after a failure, it is a new request.
   */
  retry(): Promise<void>;
  /** Asks the server to stop the running request. */
  cancel(): Promise<void>;
}

const timing = {
  sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

/**
 * Calls a function that `credits.onCall` has made, and follows it.
 * @param name the name under which the function is exported
 * @param onChunk receives what the function streams; `attempt` counts from 1 and starts the chunks over
 */
export function useOperation<I extends object, T, C = unknown>(
  name: string,
  onChunk?: (chunk: C, attempt: number) => void,
): OperationHandle<I, T> {
  const { functions } = useConnection();
  const client = useClient();
  const [state, setState] = useState<OperationState<T>>({ status: 'idle' });
  const last = useRef<{ request: Request; error: CallError | null }>(undefined);
  const isRunning = useRef(false);
  const listener = useRef(onChunk);
  useEffect(() => {
    listener.current = onChunk;
  });

  const send = useCallback(
    async (request: Request) => {
      if (isRunning.current) return;
      isRunning.current = true;
      last.current = { request, error: null };
      const { requestId } = request;
      setState({ status: 'running', requestId });
      const callable = httpsCallable<Request, Answer<T>, C>(functions, name);
      try {
        const { value, capturedMicros, remainingMicros } = await withRetries(async (attempt) => {
          if (!listener.current) return (await callable(request)).data;
          const { stream, data } = await callable.stream(request);
          for await (const chunk of stream) listener.current?.(chunk, attempt);
          return data;
        }, timing);
        setState({ status: 'done', requestId, value, capturedMicros, remainingMicros });
      } catch (cause) {
        const error = inEnglish(toCallError(cause));
        last.current = { request, error };
        setState({ status: 'failed', requestId, error });
      } finally {
        isRunning.current = false;
      }
    },
    [functions, name],
  );

  const run = useCallback(
    (input: I, { model, quote }: RunOptions = {}) =>
      send({
        requestId: newRequestId(),
        input,
        ...(model !== undefined && { model }),
        ...(quote && { shownPriceMicros: quote.priceMicros, catalogVersion: quote.catalogVersion }),
      }),
    [send],
  );
  const retry = useCallback(async () => {
    if (last.current) await send(toRetry(last.current.request, last.current.error));
  }, [send]);
  const cancel = useCallback(async () => {
    const requestId = last.current?.request.requestId;
    if (isRunning.current && requestId) await client.call('cancelGeneration', { requestId });
  }, [client]);
  return { state, run, retry, cancel };
}
