import { bearer, defineProvider, requireKey } from './run/define-provider.ts';

const NAME = 'openai';

/** OpenAI: images, edits, speech, transcription, stories and streamed answers. */
export const openai = defineProvider({
  name: NAME,
  label: 'OpenAI',
  remote: {
    secret: 'OPENAI_API_KEY',
    address: { parameter: 'OPENAI_BASE_URL', usual: 'https://api.openai.com/v1' },
    check: (server, signal) => fetch(`${server.baseUrl}/models`, { headers: bearer(server), signal }),
  },
  async models(server) {
    const [{ createOpenAI }, { openAiProtocol }, { wholeFormFetch }] = await Promise.all([
      import('@ai-sdk/openai'),
      import('./protocols/openai-protocol.ts'),
      import('./protocols/whole-form-fetch.ts'),
    ]);
    const provider = () =>
      createOpenAI({ baseURL: server.baseUrl, apiKey: requireKey(NAME, server), fetch: wholeFormFetch });
    return {
      imageModel: (modelId) => provider().imageModel(modelId),
      imageOptions: (modelId, { size, quality }) => ({
        size,
        providerOptions: { openai: { ...compressed(modelId), ...(quality && { quality }) } },
      }),
      speechModel: (modelId) => provider().speech(modelId),
      transcriptionModel: (modelId) => provider().transcription(modelId),
      /** Uses chat completions, which gateways in front of OpenAI also support. */
      languageModel: (modelId) =>
        openAiProtocol({
          name: NAME,
          baseUrl: server.baseUrl,
          apiKey: requireKey(NAME, server),
          structured: true,
        }).languageModel(modelId),
    };
  },
  offers(modelId) {
    if (modelId.startsWith('gpt-image-1')) return { sizes: ['1024x1024', '1536x1024', '1024x1536'] };
    if (modelId.startsWith('dall-e-3')) return { sizes: ['1024x1024', '1792x1024', '1024x1792'] };
    if (modelId.startsWith('dall-e-2')) return { sizes: ['256x256', '512x512', '1024x1024'] };
    return null;
  },
});

/**
 * Requests compressed images from OpenAI's own models, which otherwise send PNG of 1 MB and more, too large for a
 * document.
 */
function compressed(modelId: string) {
  return modelId.startsWith('gpt-image') || modelId.startsWith('chatgpt-image')
    ? { outputFormat: 'webp', outputCompression: 80 }
    : {};
}
