import { cut } from './cut.ts';
import { findSource, modelOf, type Runner } from './runner.ts';

/** Makes a video look and sound better. */
export const polish: Runner<'polish'> = async (work) => {
  const model = modelOf(work, 'cutterModel');
  const { output, bytes } = findSource(work.run, work.input.source);
  const alt = output.kind === 'video' ? output.alt : '';
  return cut({ ...work, alt }, (options) => model.polish(bytes, options));
};
