import { findImage, makeImage } from './make-image.ts';
import { modelOf, promptWithStyle, type Runner } from './runner.ts';

/** Makes an image from another one. */
export const edit: Runner<'edit'> = async (work) => {
  const { input, run } = work;
  const model = modelOf(work, 'imageModel');
  const { file, alt } = await findImage(model, work);
  const prompt = promptWithStyle(input.prompt, run) || 'Make this picture better.';
  return makeImage(model, { ...work, prompt, files: [file], alt: input.prompt || alt });
};
