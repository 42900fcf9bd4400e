import { createOpenAI } from '@ai-sdk/openai';
import type { ModelProvider } from './model-run.ts';
import { type ProviderServer, requireKey } from './model-run.ts';
import { openAiProtocol } from './openai-compatible-provider.ts';
import { wholeFormFetch } from './whole-form-fetch.ts';

const NAME = 'openai';

/** OpenAI: pictures, edits, speech, transcription, stories and streamed answers. */
export function createOpenAiProvider(server: ProviderServer): ModelProvider {
  const provider = () =>
    createOpenAI({ baseURL: server.baseUrl, apiKey: requireKey(NAME, server), fetch: wholeFormFetch });
  return {
    imageModel: (modelId) => provider().imageModel(modelId),
    speechModel: (modelId) => provider().speech(modelId),
    transcriptionModel: (modelId) => provider().transcription(modelId),
    /** Over chat completions, which gateways in front of OpenAI speak too. */
    languageModel: (modelId) =>
      openAiProtocol({
        name: NAME,
        baseUrl: server.baseUrl,
        apiKey: requireKey(NAME, server),
        structured: true,
      }).languageModel(modelId),
  };
}
