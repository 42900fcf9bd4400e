import type { ImageModelV4 } from '@ai-sdk/provider';
import { makePicture } from './make-picture.ts';
import type { ModelOutcome } from './model-run.ts';
import { promptWithStyle, type Work } from './work.ts';

/** Has one picture made. @throws ProviderError */
export async function runImage(model: ImageModelV4, work: Work<'image'>): Promise<ModelOutcome> {
  const { prompt } = work.input;
  return makePicture(model, { ...work, prompt: promptWithStyle(prompt, work.run), alt: prompt });
}
