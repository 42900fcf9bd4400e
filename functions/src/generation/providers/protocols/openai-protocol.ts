import { createOpenAICompatible, type OpenAICompatibleProvider } from '@ai-sdk/openai-compatible';
import { wholeFormFetch } from './whole-form-fetch.ts';

/** Creates models for OpenAI's protocol, as the servers that speak it commonly understand it. */
export function openAiProtocol({
  name,
  baseUrl,
  apiKey,
  structured,
}: {
  name: string;
  baseUrl: string;
  apiKey: string;
  /** Whether the server supports JSON schemas. */
  structured?: true;
}): OpenAICompatibleProvider {
  return createOpenAICompatible({
    name,
    baseURL: baseUrl,
    includeUsage: true,
    fetch: wholeFormFetch,
    transformRequestBody: asReasoningRequest,
    ...(apiKey ? { apiKey } : {}),
    ...(structured ? { supportsStructuredOutputs: true } : {}),
  });
}

/**
 * Models that think first reject `max_tokens` and need `max_completion_tokens`. Thinking uses part of these, so they
 * are asked to think little.
 */
function asReasoningRequest({ max_tokens, ...body }: Record<string, unknown>): Record<string, unknown> {
  if (!/^(o\d|gpt-([5-9]|\d\d))/.test(String(body.model))) return { ...body, max_tokens };
  return { reasoning_effort: 'low', ...body, max_completion_tokens: max_tokens };
}
