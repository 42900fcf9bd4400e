import { NoSuchModelError } from '@ai-sdk/provider';
import { defineProvider } from './run/define-provider.ts';

const models: ReadonlySet<string> = new Set(['ffmpeg', 'grade']);

/**
 * Work that runs on this machine without a key: `ffmpeg` renders reels, and `grade` polishes videos. Uploads need no
 * model.
 */
export const studio = defineProvider({
  name: 'studio',
  label: 'Firemeter',
  remote: null,
  async models() {
    const [{ renderReel }, { polishVideo }] = await Promise.all([
      import('./media/render-reel.ts'),
      import('./media/polish-video.ts'),
    ]);
    return {
      cutterModel(modelId) {
        if (!models.has(modelId)) throw new NoSuchModelError({ modelId, modelType: 'videoModel' });
        return { render: renderReel, polish: polishVideo };
      },
    };
  },
});
