import { createElevenLabs } from '@ai-sdk/elevenlabs';
import { createAlignmentModel } from './elevenlabs-alignment.ts';
import type { ModelProvider } from './model-run.ts';
import { type ProviderServer, requireKey } from './model-run.ts';
import { wholeFormFetch } from './whole-form-fetch.ts';

const SDK_ADDRESS = 'https://api.elevenlabs.io';

/** ElevenLabs: speech, transcription, and alignment of a known text (`forced-alignment`). */
export function createElevenLabsProvider(server: ProviderServer): ModelProvider {
  const apiKey = () => requireKey('elevenlabs', server);
  // The SDK has no option for the address.
  const redirected: typeof fetch = (input, init) =>
    wholeFormFetch(String(input).replace(SDK_ADDRESS, server.baseUrl), init);
  const provider = () => createElevenLabs({ apiKey: apiKey(), fetch: redirected });
  return {
    speechModel: (modelId) => provider().speech(modelId),
    transcriptionModel: (modelId) =>
      modelId === 'forced-alignment'
        ? createAlignmentModel({ baseUrl: server.baseUrl, apiKey: apiKey() })
        : provider().transcription(modelId),
  };
}
