import { makeImage } from './make-image.ts';
import { modelOf, promptWithStyle, type Runner } from './runner.ts';

/** Makes one image. */
export const image: Runner<'image'> = async (work) => {
  const { prompt, seed } = work.input;
  return makeImage(modelOf(work, 'imageModel'), {
    ...work,
    prompt: promptWithStyle(prompt, work.run),
    alt: prompt,
    ...(seed !== undefined && { seed }),
  });
};
