import type { ImageModelV4, ImageModelV4File } from '@ai-sdk/provider';
import type { OutputOf } from '../../contract/index.ts';
import { imageOf } from '../providers/models/image-of.ts';
import { toBytes } from '../providers/models/made-file.ts';
import type { ImageOptions, ModelOutcome, ModelRun } from '../providers/models/model-run.ts';
import { ProviderError } from '../providers/run/provider-error.ts';
import { withRetries } from '../providers/run/with-retries.ts';
import { findSource, type Means } from './runner.ts';

/**
 * Returns the source image in the form that the model accepts.
 * @throws ProviderError, `not-configured` when the model accepts no images
 */
export async function findImage(
  model: ImageModelV4,
  { run, input }: { run: ModelRun; input: { readonly source: string } },
): Promise<{ file: ImageModelV4File; alt: string }> {
  if ((await model.supportsFileInputs) === false) {
    throw new ProviderError('not-configured', { reason: 'no-editing', model: run.providerModel });
  }
  const { output, bytes } = findSource(run, input.source);
  if (output.kind !== 'image') {
    throw new ProviderError('provider-failed', { reason: 'no-picture' });
  }
  return { file: { type: 'file', mediaType: output.mediaType, data: bytes }, alt: output.alt };
}

/**
 * Makes one image, from the prompt alone or with files.
 * @throws ProviderError, also `provider-failed` when the output isn't an image
 */
export async function makeImage(
  model: ImageModelV4,
  work: Means & {
    prompt?: string;
    files?: ImageModelV4File[];
    alt: string;
    /** The factor for the width and height of the source. */
    scale?: number;
    seed?: number;
  },
): Promise<ModelOutcome & { output: OutputOf<'image'> }> {
  const { atMost, prompt, files, alt, seed, clock, headers } = work;
  const call = { prompt, n: 1, files, mask: undefined, seed, headers, abortSignal: clock.signal };
  const { images, isRetryable } = await withRetries(work, () =>
    clock.orStop(model.doGenerate({ ...call, ...imageOptions(work) })),
  );
  // The SDK's error for an answer that a safety filter emptied.
  if (images.length === 0 && isRetryable === false) {
    throw new ProviderError('provider-refused', { reason: 'policy' });
  }
  return { output: imageOf(toBytes(images[0] ?? ''), alt), quantity: atMost };
}

/** Returns the provider's options for the selected size and quality. Without such options, it makes its usual image. */
function imageOptions({ run, provider, scale }: Means & { scale?: number }): ImageOptions {
  const { providerModel } = run;
  const variant = run.variant ?? undefined;
  const size = variant && (`${variant.width}x${variant.height}` as const);
  const quality = variant?.quality ?? undefined;
  const none = { size: undefined, aspectRatio: undefined, providerOptions: {} };
  return { ...none, ...provider.imageOptions?.(providerModel, { variant, size, quality, scale }) };
}
