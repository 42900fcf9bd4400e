import { startedMegapixels } from '../../contract/operations/upscale.ts';
import { findImage, makeImage } from './make-image.ts';
import { modelOf, type Runner } from './runner.ts';

/** Enlarges an image. Charges by the size of the output, up to the ordered size. */
export const upscale: Runner<'upscale'> = async (work) => {
  const model = modelOf(work, 'imageModel');
  const { file, alt } = await findImage(model, work);
  const made = await makeImage(model, { ...work, files: [file], alt, scale: work.input.factor });
  const { width, height } = made.output;
  if (width === null || height === null) return made;
  return { ...made, quantity: { counts: { megapixel: startedMegapixels({ width, height }) } } };
};
