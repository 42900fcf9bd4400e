import { createReplicate } from '@ai-sdk/replicate';
import { deliveredVideo } from './delivered-video.ts';
import type { ModelProvider } from './model-run.ts';
import { patientFetch } from './patient-fetch.ts';
import { keyOf, type ProviderServer } from './provider-server.ts';
import { createReplicateMusic } from './replicate-music.ts';

/** Replicate: pictures, edits, video and music by any model there. */
export function createReplicateProvider(server: ProviderServer): ModelProvider {
  const apiToken = () => keyOf('replicate', server);
  const provider = () =>
    createReplicate({ baseURL: server.baseUrl, apiToken: apiToken(), fetch: patientFetch });
  return {
    imageModel: (modelId) => provider().imageModel(modelId),
    videoModel: (modelId) => deliveredVideo(provider().videoModel(modelId), server),
    musicModel: (modelId) => createReplicateMusic(modelId, { ...server, apiKey: apiToken }),
  };
}
