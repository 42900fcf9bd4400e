import { GrowingTokenCount } from '../providers/models/text-tokens.ts';
import { estimateTokens } from './estimate-tokens.ts';
import type { UsageReport } from './genkit.ts';

/**
 * A model of the AI SDK, of any version of its interface: for language (`doGenerate`, `doStream`), images (`doGenerate`) or
 * embeddings (`doEmbed`).
 */
export interface MeterableModel {
  readonly specificationVersion: string;
  readonly provider: string;
  readonly modelId: string;
}

type Call = (options: never) => PromiseLike<unknown>;

/**
 * Wraps a model so that each of its calls reports its usage, and is stopped by the signal. If a call ends before its model
 * reports usage, the tokens of its prompt and of the received text are estimated.
 */
export function wrapModel<M extends MeterableModel>(model: M, to: UsageReport): M {
  const calls: Partial<Record<PropertyKey, Call>> = {
    doGenerate: async (options: CallOptions) => {
      const made = (await callOf(model, 'doGenerate')(stoppable(options, to))) as Made;
      to.report(
        made.images ? { images: made.images.length } : tokensOf(made.usage, options, estimateTokens(made)),
      );
      return made;
    },
    doStream: async (options: CallOptions) => {
      const made = (await callOf(model, 'doStream')(stoppable(options, to))) as { stream: ReadableStream };
      return { ...made, stream: counted(made.stream, options, to) };
    },
    doEmbed: async (options: CallOptions & { readonly values: readonly unknown[] }) => {
      const made = (await callOf(model, 'doEmbed')(stoppable(options, to))) as {
        usage?: { tokens?: number };
      };
      to.report({ inputTokens: made.usage?.tokens ?? estimateTokens(options.values) });
      return made;
    },
  };
  return new Proxy(model, {
    get(target, key) {
      const value = Reflect.get(target, key, target) as unknown;
      if (typeof value !== 'function') return value;
      // Bound to the model itself, which may have private fields.
      return calls[key] ?? value.bind(target);
    },
  });
}

interface CallOptions {
  readonly prompt?: unknown;
  readonly abortSignal?: AbortSignal | undefined;
}

/** A count of tokens: a number up to version 2 of the interface, then an object. */
type Tokens = number | { readonly total?: number | undefined } | undefined;
interface ModelUsage {
  readonly inputTokens?: Tokens;
  readonly outputTokens?: Tokens;
}
interface Made {
  readonly usage?: ModelUsage;
  readonly content?: readonly { readonly type: string; readonly text?: string }[];
  readonly images?: readonly unknown[];
}
interface StreamPart {
  readonly type: string;
  readonly delta?: unknown;
  readonly usage?: ModelUsage;
}

function callOf(model: MeterableModel, name: string): (options: CallOptions) => PromiseLike<unknown> {
  return (options) => (model as unknown as Record<string, Call>)[name]?.(options as never) as never;
}

function stoppable<O extends CallOptions>(options: O, { signal }: UsageReport): O {
  signal.throwIfAborted();
  const { abortSignal } = options;
  return { ...options, abortSignal: abortSignal ? AbortSignal.any([abortSignal, signal]) : signal };
}

/** Passes a stream on, and reports once: the usage in its end, or an estimate if it has none or isn't read to its end. */
function counted(stream: ReadableStream<StreamPart>, options: CallOptions, to: UsageReport): ReadableStream {
  const written = new GrowingTokenCount();
  let isReported = false;
  const report = (usage: ModelUsage | undefined) => {
    if (isReported) return;
    isReported = true;
    to.report(tokensOf(usage, options, written.tokens));
  };
  to.open(() => report(undefined));
  const reader = stream.getReader();
  return new ReadableStream<StreamPart>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) {
          report(undefined);
          return controller.close();
        }
        if (typeof value.delta === 'string') written.add(value.delta);
        if (value.type === 'finish') report(value.usage);
        controller.enqueue(value);
      } catch (error) {
        report(undefined);
        controller.error(error);
      }
    },
    async cancel(reason) {
      report(undefined);
      await reader.cancel(reason);
    },
  });
}

function tokensOf(
  usage: ModelUsage | undefined,
  { prompt }: CallOptions,
  written: number,
): { inputTokens: number; outputTokens: number } {
  return {
    inputTokens: totalOf(usage?.inputTokens) ?? estimateTokens(prompt),
    outputTokens: totalOf(usage?.outputTokens) ?? written,
  };
}

/** Zero is how servers that do not count are read. */
function totalOf(tokens: Tokens): number | undefined {
  const total = typeof tokens === 'object' ? tokens.total : tokens;
  return Number.isSafeInteger(total) && (total as number) > 0 ? total : undefined;
}
