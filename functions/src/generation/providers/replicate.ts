import { nearestShape } from '../../contract/index.ts';
import type { Watch } from './models/model-run.ts';
import { namedShapes } from './models/named-shapes.ts';
import { bearer, defineProvider, requireKey } from './run/define-provider.ts';

const NAME = 'replicate';
/** Replicate puts its code for flagged content at the end of the message. Older models say NSFW. */
const REFUSED_JOB = /\(E005\)|\bNSFW\b/;

/** Replicate: images, edits, video and music, with any model hosted there. */
export const replicate = defineProvider({
  name: NAME,
  label: 'Replicate',
  remote: {
    secret: 'REPLICATE_API_TOKEN',
    address: { parameter: 'REPLICATE_BASE_URL', usual: 'https://api.replicate.com/v1' },
    check: (server, signal) => fetch(`${server.baseUrl}/account`, { headers: bearer(server), signal }),
  },
  async models(server) {
    const [{ createReplicate }, { deliveredVideo }, { createPatientFetch }, { createReplicateMusic }] =
      await Promise.all([
        import('@ai-sdk/replicate'),
        import('./protocols/delivered-video.ts'),
        import('./protocols/patient-fetch.ts'),
        import('./protocols/replicate-music.ts'),
      ]);
    const apiToken = () => requireKey(NAME, server);
    const provider = (watch?: Watch) =>
      createReplicate({ baseURL: server.baseUrl, apiToken: apiToken(), fetch: createPatientFetch(watch) });
    return {
      imageModel: (modelId, watch) => provider(watch).imageModel(modelId),
      imageOptions: (_, { variant, scale }) => ({
        aspectRatio: variant && nearestShape(variant, namedShapes),
        providerOptions: { replicate: { maxPollAttempts: 10_000, ...(scale && { scale }) } },
      }),
      videoModel: (modelId) => deliveredVideo(provider().videoModel(modelId), server),
      musicModel: (modelId, watch) => createReplicateMusic(modelId, { ...server, apiKey: apiToken, watch }),
    };
  },
  failureOf: ({ jobError }) =>
    jobError !== null && REFUSED_JOB.test(jobError)
      ? { code: 'provider-refused', mayHaveBegun: false }
      : null,
  offers(modelId) {
    const shapes = [...namedShapes];
    if (modelId.startsWith('google/veo-3')) return { shapes, seconds: [4, 6, 8] };
    if (modelId.startsWith('minimax/video-01')) return { shapes, seconds: [6] };
    if (modelId.startsWith('bytedance/seedance-1')) {
      return { shapes, seconds: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] };
    }
    if (modelId.startsWith('black-forest-labs/flux') || modelId.startsWith('stability-ai/stable-diffusion'))
      return { shapes, seeds: true };
    return { shapes };
  },
});
