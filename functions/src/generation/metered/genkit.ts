import { estimateTokens } from './estimate-tokens.ts';

/** The fields of a Genkit response that a middleware reads. Genkit is not imported: apps bring their own. */
interface GenkitResponse {
  readonly message?: unknown;
  readonly usage?: {
    readonly inputTokens?: number | undefined;
    readonly outputTokens?: number | undefined;
    readonly thoughtsTokens?: number | undefined;
    readonly outputImages?: number | undefined;
  };
}

/** A model middleware of Genkit: `ai.generate({ …, use: [middleware] })`. */
export type GenkitMiddleware = <Q, R extends GenkitResponse>(
  request: Q,
  next: (request: Q) => Promise<R>,
) => Promise<R>;

/** The receiver of a model's usage, and its stop signal. */
export interface UsageReport {
  readonly signal: AbortSignal;
  readonly report: (counts: Readonly<Record<string, number>>) => void;
  /** Registers a stream: if the work ends before the stream does, `reportSoFar` is called. */
  readonly open: (reportSoFar: () => void) => void;
}

/** Makes a middleware that reports each model call's usage. Estimates tokens that a model does not count. */
export function createGenkitMiddleware({ signal, report }: Omit<UsageReport, 'open'>): GenkitMiddleware {
  return async (request, next) => {
    signal.throwIfAborted();
    const response = await next(request);
    const { inputTokens, outputTokens, thoughtsTokens = 0, outputImages = 0 } = response.usage ?? {};
    report({
      inputTokens: inputTokens || estimateTokens(request),
      outputTokens: (outputTokens || estimateTokens(response.message)) + thoughtsTokens,
      ...(outputImages > 0 && { images: outputImages }),
    });
    return response;
  };
}
