import { createReplicate } from '@ai-sdk/replicate';
import { deliveredVideo } from './delivered-video.ts';
import type { ModelProvider, Watch } from './model-run.ts';
import { type ProviderServer, requireKey } from './model-run.ts';
import { createPatientFetch } from './patient-fetch.ts';
import { createReplicateMusic } from './replicate-music.ts';

/** Replicate: pictures, edits, video and music by any model there. */
export function createReplicateProvider(server: ProviderServer): ModelProvider {
  const apiToken = () => requireKey('replicate', server);
  const provider = (watch?: Watch) =>
    createReplicate({ baseURL: server.baseUrl, apiToken: apiToken(), fetch: createPatientFetch(watch) });
  return {
    imageModel: (modelId, watch) => provider(watch).imageModel(modelId),
    videoModel: (modelId) => deliveredVideo(provider().videoModel(modelId), server),
    musicModel: (modelId, watch) => createReplicateMusic(modelId, { ...server, apiKey: apiToken, watch }),
  };
}
