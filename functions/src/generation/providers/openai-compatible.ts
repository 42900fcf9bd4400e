import { LoadAPIKeyError } from '@ai-sdk/provider';
import { bearer, defineProvider } from './run/define-provider.ts';

const NAME = 'openai-compatible';

/** Any server that speaks OpenAI's protocol: images, edits, stories and streamed answers. Most need no key. */
export const openaiCompatible = defineProvider({
  name: NAME,
  label: 'A server of your own',
  remote: {
    secret: 'OPENAI_COMPATIBLE_API_KEY',
    address: { parameter: 'OPENAI_COMPATIBLE_BASE_URL', usual: '' },
    check: (server, signal) => fetch(`${server.baseUrl}/models`, { headers: bearer(server), signal }),
  },
  async models({ baseUrl, apiKey }) {
    const { openAiProtocol } = await import('./protocols/openai-protocol.ts');
    const provider = () => {
      if (!baseUrl) throw new LoadAPIKeyError({ message: `No address is set for the provider "${NAME}".` });
      return openAiProtocol({ name: NAME, baseUrl, apiKey: apiKey() });
    };
    return {
      imageModel: (modelId) => provider().imageModel(modelId),
      imageOptions: (_, { size, quality }) => ({
        size,
        providerOptions: quality ? { openaiCompatible: { quality } } : {},
      }),
      languageModel: (modelId) => provider().languageModel(modelId),
    };
  },
});
