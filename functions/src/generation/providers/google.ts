import type { LanguageModelV4 } from '@ai-sdk/provider';
import { z } from 'zod';
import { nearestShape } from '../../contract/index.ts';
import { namedShapes } from './models/named-shapes.ts';
import { defineProvider, requireKey } from './run/define-provider.ts';
import { ProviderError } from './run/provider-error.ts';
import { byNames } from './run/to-failure.ts';

const NAME = 'google';

/** Google's Gemini API: Gemini for images, edits, speech, stories and streamed answers, Veo for video. */
export const google = defineProvider({
  name: NAME,
  label: 'Google',
  remote: {
    secret: 'GOOGLE_GENERATIVE_AI_API_KEY',
    address: {
      parameter: 'GOOGLE_GENERATIVE_AI_BASE_URL',
      usual: 'https://generativelanguage.googleapis.com/v1beta',
    },
    check: ({ baseUrl, apiKey }, signal) =>
      fetch(`${baseUrl}/models`, { headers: { 'x-goog-api-key': apiKey() }, signal }),
  },
  async models(server) {
    const [{ createGoogle }, { deliveredVideo }] = await Promise.all([
      import('@ai-sdk/google'),
      import('./protocols/delivered-video.ts'),
    ]);
    const provider = (fetch?: typeof globalThis.fetch) =>
      createGoogle({
        baseURL: server.baseUrl,
        apiKey: requireKey(NAME, server),
        ...(fetch ? { fetch } : {}),
      });
    return {
      imageModel: (modelId) => provider().imageModel(modelId),
      imageOptions: (_, { variant, quality }) => ({
        aspectRatio: variant && nearestShape(variant, namedShapes),
        providerOptions: quality ? { google: { imageConfig: { imageSize: quality.toUpperCase() } } } : {},
      }),
      languageModel: (modelId) => thinkingLittle(provider().languageModel(modelId)),
      speechModel: (modelId) => provider().speech(modelId),
      videoModel: (modelId) => deliveredVideo(provider(refusingFiltered).videoModel(modelId), server),
    };
  },
  failureOf: byNames({ busy: ['RESOURCE_EXHAUSTED', 'UNAVAILABLE'] }),
  offers(modelId) {
    if (modelId.startsWith('veo-2')) return { seconds: [5, 6, 8] };
    if (modelId.startsWith('veo-')) return { seconds: [4, 6, 8] };
    return { shapes: [...namedShapes] };
  },
});

/** Limits thinking, which is charged as output and counts towards the limit of an answer. */
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

/** Detects that Veo has made a video and withholds it, which it reports in a field that the SDK drops. */
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
