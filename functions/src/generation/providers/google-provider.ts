import { createGoogle } from '@ai-sdk/google';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { z } from 'zod';
import { deliveredVideo } from './delivered-video.ts';
import type { ModelProvider } from './model-run.ts';
import { type ProviderServer, requireKey } from './model-run.ts';
import { ProviderError } from './provider-error.ts';

/** Google's Gemini API: Gemini for pictures, edits, speech, stories and streamed answers, Veo for video. */
export function createGoogleProvider(server: ProviderServer): ModelProvider {
  const provider = (fetch?: typeof globalThis.fetch) =>
    createGoogle({
      baseURL: server.baseUrl,
      apiKey: requireKey('google', server),
      ...(fetch ? { fetch } : {}),
    });
  return {
    imageModel: (modelId) => provider().imageModel(modelId),
    languageModel: (modelId) => thinkingLittle(provider().languageModel(modelId)),
    speechModel: (modelId) => provider().speech(modelId),
    videoModel: (modelId) => deliveredVideo(provider(refusingFiltered).videoModel(modelId), server),
  };
}

/** Thinking is charged as output and uses up what an answer may have. */
function thinkingLittle(model: LanguageModelV4): LanguageModelV4 {
  return {
    specificationVersion: model.specificationVersion,
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    doGenerate: (options) => model.doGenerate({ reasoning: 'low', ...options }),
    doStream: (options) => model.doStream({ reasoning: 'low', ...options }),
  };
}

const Filtered = z.object({
  response: z.object({
    generateVideoResponse: z.object({ raiMediaFilteredCount: z.int().min(1) }),
  }),
});

/** Veo tells in a field that the SDK leaves out that it made a video and will not hand it over. */
const refusingFiltered: typeof globalThis.fetch = async (input, init) => {
  const response = await fetch(input, init);
  if (!response.ok || !response.headers.get('content-type')?.startsWith('application/json')) return response;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  if (Filtered.safeParse(body).success) throw new ProviderError('provider-refused', { reason: 'policy' });
  return response;
};
