import type { ImageModelV4 } from '@ai-sdk/provider';
import { makePicture } from './make-picture.ts';
import type { ModelOutcome } from './model-run.ts';
import { ProviderError } from './provider-error.ts';
import { promptWithStyle, sourceOf, type Work } from './work.ts';

/** Has a picture made out of another. @throws ProviderError, `not-configured` when the model takes no pictures */
export async function runEdit(model: ImageModelV4, work: Work<'edit'>): Promise<ModelOutcome> {
  const { input, run } = work;
  if ((await model.supportsFileInputs) === false) {
    throw new ProviderError('not-configured', `The model "${run.providerModel}" cannot edit pictures.`);
  }
  const { output, bytes } = sourceOf(run, input.source);
  if (output.kind !== 'image') {
    throw new ProviderError('provider-failed', 'What this starts from is not a picture.');
  }
  const prompt = promptWithStyle(input.prompt, run) || 'Make this picture better.';
  return makePicture(model, {
    ...work,
    prompt,
    files: [{ type: 'file', mediaType: output.mediaType, data: bytes }],
    alt: input.prompt || output.alt,
  });
}
