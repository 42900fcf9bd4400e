import { startedMegapixels } from '../../contract/operations/upscale.ts';
import { findImage, makeImage } from './make-image.ts';
import { modelOf, type Runner } from './runner.ts';

/** Has a picture enlarged. It is charged as large as it came, which is at most as large as it was ordered. */
export const upscale: Runner<'upscale'> = async (work) => {
  const model = modelOf(work, 'imageModel');
  const { file, alt } = await findImage(model, work);
  const made = await makeImage(model, { ...work, files: [file], alt, scale: work.input.factor });
  const { width, height } = made.output;
  if (width === null || height === null) return made;
  return { ...made, quantity: { counts: { megapixel: startedMegapixels({ width, height }) } } };
};
