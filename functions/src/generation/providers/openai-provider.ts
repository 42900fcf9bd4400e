import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { LoadAPIKeyError } from '@ai-sdk/provider';
import type { ModelProvider } from './model-run.ts';

/** Name under which the provider finds its own options; see `openAiImageOptions`. */
const NAME = 'openai';

export interface OpenAiConfig {
  /** Where a server speaks OpenAI's protocol: OpenAI itself, a gateway, a machine of one's own. */
  readonly baseUrl: string;
  /** Asked for at each run, since a secret is there only while a function runs. Empty: not configured. */
  apiKey(): string;
}

/** Pictures and streamed answers over HTTP from OpenAI, or from any server that speaks like it. */
export function createOpenAiProvider({ baseUrl, apiKey }: OpenAiConfig): ModelProvider {
  const provider = () => {
    const key = apiKey();
    if (!key) throw new LoadAPIKeyError({ message: 'No API key is set for the provider "openai".' });
    return createOpenAICompatible({
      name: NAME,
      baseURL: baseUrl,
      apiKey: key,
      includeUsage: true,
      transformRequestBody: asReasoningRequest,
    });
  };
  return {
    imageModel: (modelId) => provider().imageModel(modelId),
    languageModel: (modelId) => provider().languageModel(modelId),
  };
}

/**
 * Models that think first refuse `max_tokens`; they take `max_completion_tokens`, of which thinking uses up a part,
 * so they are asked to think little.
 */
function asReasoningRequest({ max_tokens, ...body }: Record<string, unknown>): Record<string, unknown> {
  if (!/^(o\d|gpt-([5-9]|\d\d))/.test(String(body.model))) return { ...body, max_tokens };
  return { reasoning_effort: 'low', ...body, max_completion_tokens: max_tokens };
}

/** OpenAI's picture models send PNG of 1 MB and more unless told otherwise; a document cannot hold that. */
export function openAiImageOptions(modelId: string): {
  openai?: { output_format: string; output_compression: number };
} {
  return modelId.startsWith('gpt-image') || modelId.startsWith('chatgpt-image')
    ? { [NAME]: { output_format: 'webp', output_compression: 80 } }
    : {};
}
