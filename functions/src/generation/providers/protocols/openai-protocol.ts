import { createOpenAICompatible, type OpenAICompatibleProvider } from '@ai-sdk/openai-compatible';
import { wholeFormFetch } from './whole-form-fetch.ts';

/** OpenAI's protocol as its many speakers understand it. */
export function openAiProtocol({
  name,
  baseUrl,
  apiKey,
  structured,
}: {
  name: string;
  baseUrl: string;
  apiKey: string;
  /** Whether the server can be held to a JSON schema. */
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
 * Models that think first refuse `max_tokens`; they take `max_completion_tokens`, of which thinking uses up a part,
 * so they are asked to think little.
 */
function asReasoningRequest({ max_tokens, ...body }: Record<string, unknown>): Record<string, unknown> {
  if (!/^(o\d|gpt-([5-9]|\d\d))/.test(String(body.model))) return { ...body, max_tokens };
  return { reasoning_effort: 'low', ...body, max_completion_tokens: max_tokens };
}
