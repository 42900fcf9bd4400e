import { cut } from './cut.ts';
import { findSource, modelOf, type Runner } from './runner.ts';

/** Combines images, speech, music and captions into a video. */
export const render: Runner<'render'> = async (work) => {
  const { run, input } = work;
  const model = modelOf(work, 'cutterModel');
  const bytesOf = (requestId: string) => findSource(run, requestId).bytes;
  const shown = input.captions ? findSource(run, input.captions).output : null;
  const reel = {
    scenes: input.scenes.map(({ image, text }) => ({ image: bytesOf(image), text })),
    narration: bytesOf(input.narration),
    music: input.music ? bytesOf(input.music) : null,
    captions: shown?.kind === 'captions' ? shown.text : null,
  };
  const alt = input.scenes.map(({ text }) => text).join(' ');
  return cut({ ...work, alt }, (options) => model.render(reel, options));
};
