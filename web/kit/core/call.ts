import {
  type CallableName,
  type CallableShape,
  type ChunkOf,
  callables,
  type RequestOf,
  type ResponseOf,
  WIRE_VERSION,
} from '@firemeter/functions/contract';
import { type Functions, httpsCallable } from 'firebase/functions';
import type { z } from 'zod';
import { CallError, unreached } from './call-error.ts';
import { newTraceId } from './new-trace-id.ts';
import { type RetryOptions, withRetries } from './with-retries.ts';

/** Callables that answer in pieces. */
type StreamingName = { [N in CallableName]: ChunkOf<N> extends never ? never : N }[CallableName];

export interface Client {
  /** Calls the server. @throws CallError */
  call<N extends CallableName>(
    name: N,
    request: RequestOf<N>,
    trace?: { traceId: string },
  ): Promise<ResponseOf<N>>;
  /** The same, hearing each piece as it comes; `attempt` counts from 1 and starts the pieces over. @throws CallError */
  callStreaming<N extends StreamingName>(
    name: N,
    request: RequestOf<N>,
    onChunk: (chunk: ChunkOf<N>, attempt: number) => void,
  ): Promise<ResponseOf<N>>;
}

/** Silence this long means that the connection has died: the server streams at least a sign of life. */
const longestSilenceMs = 120_000;

const inBrowser: RetryOptions = {
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

/** The one typed door to the server, made from the contract's table. */
export function createClient(
  functions: Functions,
  {
    retry = inBrowser,
    deviceId,
    onOutdated = () => undefined,
    onAgreementRequired = () => undefined,
  }: {
    retry?: RetryOptions;
    deviceId?: string;
    /** Called when the server was updated since this page was loaded. */
    onOutdated?: () => void;
    /** Called when the user has to agree to the terms before they go on. */
    onAgreementRequired?: () => void;
  } = {},
): Client {
  const reach = (name: CallableName) => {
    const { tokenOnce = false }: CallableShape = callables[name];
    return httpsCallable(functions, name, { limitedUseAppCheckTokens: tokenOnce });
  };
  const signed = <T extends object>(request: T) =>
    traced(withoutUndefined({ ...request, wireVersion: WIRE_VERSION, deviceId }));
  const withNews = <T>(answer: Promise<T>) =>
    answer.catch((error: unknown) => {
      const code = error instanceof CallError ? error.code : null;
      if (code === 'client-outdated') onOutdated();
      if (code === 'agreement-required') onAgreementRequired();
      throw error;
    });
  return {
    call(name, request, trace) {
      const callable = reach(name);
      const sent = { ...signed(request), ...trace };
      const answer = withRetries(async () => {
        const { data } = await callable(sent);
        return parse(callables[name].response, data) as ResponseOf<typeof name>;
      }, retry);
      return withNews(answer);
    },

    callStreaming(name, request, onChunk) {
      const callable = reach(name);
      const { chunk, response } = callables[name];
      const sent = signed(request);
      const answer = withRetries(async (attempt) => {
        const silence = silenceGuard();
        try {
          const { stream, data } = await callable.stream(sent, { signal: silence.signal });
          const outcome = settled(data);
          for await (const piece of stream) {
            silence.heard();
            onChunk(parse(chunk, piece) as ChunkOf<typeof name>, attempt);
          }
          return parse(response, await outcome()) as ResponseOf<typeof name>;
        } catch (error) {
          throw silence.signal.aborted ? unreached(error) : error;
        } finally {
          silence.end();
        }
      }, retry);
      return withNews(answer);
    },
  };
}

/** Drops what is undefined. The SDK would send null for it, which the server refuses. */
function withoutUndefined<T extends object>(request: T): T {
  return JSON.parse(JSON.stringify(request));
}

/** One id for a call and its retries: the server writes it on the activity, into its log and on an error. */
function traced<T extends object>(request: T): T & { traceId: string } {
  return { ...request, traceId: newTraceId() };
}

/**
 * The SDK's promise of a streamed result never settles when the connection ends without one: once the stream is
 * over, what has not come is not coming.
 */
function settled<T>(data: Promise<T>): () => Promise<T> {
  data.catch(() => {});
  return () => {
    const never = new Promise<never>((_, reject) =>
      setTimeout(() => reject(unreached(new Error('The stream ended without a result'))), 50),
    );
    return Promise.race([data, never]);
  };
}

function silenceGuard() {
  const controller = new AbortController();
  const arm = () => setTimeout(() => controller.abort(), longestSilenceMs);
  let timer = arm();
  return {
    signal: controller.signal,
    heard() {
      clearTimeout(timer);
      timer = arm();
    },
    end() {
      clearTimeout(timer);
    },
  };
}

function parse<S extends z.ZodType>(schema: S, data: unknown): z.output<S> {
  return schema.parse(data);
}
