import { estimateTokens } from './estimate-tokens.ts';

/** What a middleware of Genkit reads of a response. Genkit itself is not imported: apps bring their own. */
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

/** Where a model's usage goes, and what stops it. */
export interface UsageReport {
  readonly signal: AbortSignal;
  readonly report: (counts: Readonly<Record<string, number>>) => void;
}

/** Makes a middleware that reports what each call of a model used: one a step. Tokens that a model does not count are estimated. */
export function createGenkitMiddleware({ signal, report }: UsageReport): GenkitMiddleware {
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
