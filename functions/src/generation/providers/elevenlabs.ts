import { defineProvider, requireKey } from './run/define-provider.ts';
import { byNames } from './run/to-failure.ts';

const NAME = 'elevenlabs';
const USUAL = 'https://api.elevenlabs.io';

/** ElevenLabs: speech, transcription, and alignment of a known text (`forced-alignment`). */
export const elevenlabs = defineProvider({
  name: NAME,
  label: 'ElevenLabs',
  remote: {
    secret: 'ELEVENLABS_API_KEY',
    address: { parameter: 'ELEVENLABS_BASE_URL', usual: USUAL },
    check: ({ baseUrl, apiKey }, signal) =>
      fetch(`${baseUrl}/v1/models`, { headers: { 'xi-api-key': apiKey() }, signal }),
  },
  async models(server) {
    const [{ createElevenLabs }, { createAlignmentModel }, { wholeFormFetch }] = await Promise.all([
      import('@ai-sdk/elevenlabs'),
      import('./protocols/elevenlabs-alignment.ts'),
      import('./protocols/whole-form-fetch.ts'),
    ]);
    const apiKey = () => requireKey(NAME, server);
    // The SDK has no option for the address.
    const redirected: typeof fetch = (input, init) =>
      wholeFormFetch(String(input).replace(USUAL, server.baseUrl), init);
    const provider = () => createElevenLabs({ apiKey: apiKey(), fetch: redirected });
    return {
      speechModel: (modelId) => provider().speech(modelId),
      transcriptionModel: (modelId) =>
        modelId === 'forced-alignment'
          ? createAlignmentModel({ baseUrl: server.baseUrl, apiKey: apiKey() })
          : provider().transcription(modelId),
    };
  },
  failureOf: byNames({
    refused: ['content_against_policy'],
    busy: ['system_busy', 'too_many_concurrent_requests'],
    exhausted: ['quota_exceeded'],
  }),
});
