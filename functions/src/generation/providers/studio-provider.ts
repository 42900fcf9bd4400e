import { NoSuchModelError } from '@ai-sdk/provider';
import { cutVideo } from './media/cut-video.ts';
import type { ModelProvider } from './model-run.ts';

const models: ReadonlySet<string> = new Set(['ffmpeg', 'grade']);

/** What is done on this machine, without a key: `ffmpeg` renders reels, `grade` polishes videos. */
export function createStudioProvider(): ModelProvider {
  return {
    cutterModel(modelId) {
      if (!models.has(modelId)) throw new NoSuchModelError({ modelId, modelType: 'videoModel' });
      return { generate: cutVideo };
    },
  };
}
