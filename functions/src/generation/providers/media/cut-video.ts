import { assertNever } from '../../../contract/index.ts';
import type { CutterModel, Source } from '../model-run.ts';
import { ProviderError } from '../provider-error.ts';
import { polishVideo } from './polish-video.ts';
import { renderReel } from './render-reel.ts';

type Cut = Parameters<CutterModel['generate']>[0];

/** Renders or polishes, as the input says. @throws ProviderError, TypeError, FfmpegError; the signal's reason */
export async function cutVideo({ input, sources, ...options }: Cut): Promise<{ video: Uint8Array }> {
  switch (input.kind) {
    case 'render': {
      const { scenes, narration, music, captions } = input;
      const shown = captions ? sourceOf(sources, captions).output : null;
      const reel = {
        scenes: scenes.map(({ image, text }) => ({ image: sourceOf(sources, image).bytes, text })),
        narration: sourceOf(sources, narration).bytes,
        music: music ? sourceOf(sources, music).bytes : null,
        captions: shown?.kind === 'captions' ? shown.text : null,
      };
      return { video: await renderReel(reel, options) };
    }
    case 'polish':
      return { video: await polishVideo(sourceOf(sources, input.source).bytes, options) };
    default:
      return assertNever(input);
  }
}

function sourceOf(sources: ReadonlyMap<string, Source>, requestId: string): Source {
  const source = sources.get(requestId);
  if (!source) throw new ProviderError('provider-failed', { reason: 'source-missing' });
  return source;
}
