import type { Experimental_VideoModelV4 as VideoModelV4 } from '@ai-sdk/provider';
import type { ProviderServer } from '../run/define-provider.ts';
import { download } from './download.ts';

/** A model whose work continues on its own. */
type WaitedFor = VideoModelV4 & Required<Pick<VideoModelV4, 'doStart' | 'doStatus'>>;

/** The parts of a model that are used. Packages bring their own copies of the interface, which differ in the rest. */
type Started = Pick<
  VideoModelV4,
  'specificationVersion' | 'provider' | 'modelId' | 'maxVideosPerCall' | 'doStart' | 'doStatus'
>;

/** Returns the same model, but with the video itself instead of its address. */
export function deliveredVideo(model: Started, server: ProviderServer): WaitedFor {
  return {
    specificationVersion: model.specificationVersion,
    provider: model.provider,
    modelId: model.modelId,
    maxVideosPerCall: model.maxVideosPerCall,
    async doStart(options) {
      if (!model.doStart) throw new Error(`${model.modelId} does not start work that is waited for.`);
      return model.doStart(options);
    },
    async doStatus(options) {
      if (!model.doStatus) throw new Error(`${model.modelId} does not tell how its work goes.`);
      const result = await model.doStatus(options);
      if (result.status !== 'completed') return result;
      const videos = result.videos.map(async (video) => {
        if (video.type !== 'url') return video;
        const data = await download(video.url, { server, abortSignal: options.abortSignal });
        return { type: 'binary' as const, data, mediaType: video.mediaType };
      });
      return { ...result, videos: await Promise.all(videos) };
    },
  };
}
