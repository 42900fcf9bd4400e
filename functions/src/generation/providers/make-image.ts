import type { ImageModelV4, ImageModelV4File } from '@ai-sdk/provider';
import { largestUse } from '../../contract/index.ts';
import { imageMediaType, notOfKind, toAlt, toBytes, toFile } from './made-file.ts';
import { findSource, type ImageOptions, type ModelOutcome, promptWithStyle, type Work } from './model-run.ts';
import { ProviderError } from './provider-error.ts';
import { withRetries } from './with-retries.ts';

/** Has one picture made. @throws ProviderError */
export async function runImage(model: ImageModelV4, work: Work<'image'>): Promise<ModelOutcome> {
  const { prompt } = work.input;
  return makeImage(model, { ...work, prompt: promptWithStyle(prompt, work.run), alt: prompt });
}

/** Has a picture made out of another. @throws ProviderError, `not-configured` when the model takes no pictures */
export async function runEdit(model: ImageModelV4, work: Work<'edit'>): Promise<ModelOutcome> {
  const { input, run } = work;
  if ((await model.supportsFileInputs) === false) {
    throw new ProviderError('not-configured', { reason: 'no-editing', model: run.providerModel });
  }
  const { output, bytes } = findSource(run, input.source);
  if (output.kind !== 'image') {
    throw new ProviderError('provider-failed', { reason: 'no-picture' });
  }
  const prompt = promptWithStyle(input.prompt, run) || 'Make this picture better.';
  return makeImage(model, {
    ...work,
    prompt,
    files: [{ type: 'file', mediaType: output.mediaType, data: bytes }],
    alt: input.prompt || output.alt,
  });
}

/**
 * Has one picture made, of nothing or of the files.
 * @throws ProviderError, `provider-failed` too when what came is no picture
 */
async function makeImage(
  model: ImageModelV4,
  work: Work<'image' | 'edit'> & { prompt: string; files?: ImageModelV4File[]; alt: string },
): Promise<ModelOutcome> {
  const { input, prompt, files, alt, clock, headers } = work;
  const call = { prompt, n: 1, files, mask: undefined, seed: undefined, headers, abortSignal: clock.signal };
  const { images, isRetryable } = await withRetries(work, () =>
    clock.orStop(model.doGenerate({ ...call, ...imageOptions(work) })),
  );
  // The SDK's word for an answer that a safety filter emptied.
  if (images.length === 0 && isRetryable === false) {
    throw new ProviderError('provider-refused', { reason: 'policy' });
  }
  const bytes = toBytes(images[0] ?? '');
  // Read from the bytes, which do not lie as names and headers may.
  const mediaType = imageMediaType(bytes);
  if (!mediaType) throw notOfKind(bytes, 'image');
  return {
    output: {
      kind: 'image',
      mediaType,
      file: toFile(bytes),
      alt: toAlt(alt),
    },
    quantity: largestUse(input),
  };
}

/** The chosen size and quality in the provider's words; one that has no word for it makes its usual image. */
function imageOptions({ run, imageOptions }: Work<'image' | 'edit'>): ImageOptions {
  const { providerModel } = run;
  const variant = run.variant ?? undefined;
  const size = variant && (`${variant.width}x${variant.height}` as const);
  const quality = variant?.quality ?? undefined;
  const none = { size: undefined, aspectRatio: undefined, providerOptions: {} };
  return { ...none, ...imageOptions?.(providerModel, { variant, size, quality }) };
}
