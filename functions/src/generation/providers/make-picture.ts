import type { ImageModelV4, ImageModelV4File } from '@ai-sdk/provider';
import { largestUse } from '../../contract/index.ts';
import { altOf } from './alt-of.ts';
import { bytesOf, fileOf, notOfKind } from './file-of.ts';
import { imageMediaType } from './image-media-type.ts';
import { imageOptions } from './image-options.ts';
import type { ModelOutcome } from './model-run.ts';
import { ProviderError } from './provider-error.ts';
import { refusedMessage, withRetries } from './with-retries.ts';
import type { Work } from './work.ts';

/**
 * Has one picture made, of nothing or of the files.
 * @throws ProviderError, `provider-failed` too when what came is no picture
 */
export async function makePicture(
  model: ImageModelV4,
  work: Work<'image' | 'edit'> & { prompt: string; files?: ImageModelV4File[]; alt: string },
): Promise<ModelOutcome> {
  const { run, input, prompt, files, alt, clock, headers } = work;
  const call = { prompt, n: 1, files, mask: undefined, seed: undefined, headers, abortSignal: clock.signal };
  const { images, isRetryable } = await withRetries(work, () =>
    clock.orStop(model.doGenerate({ ...call, ...imageOptions(run) })),
  );
  // The SDK's word for an answer that a safety filter emptied.
  if (images.length === 0 && isRetryable === false) {
    throw new ProviderError('provider-refused', refusedMessage);
  }
  const bytes = bytesOf(images[0] ?? '');
  // Read from the bytes, which do not lie as names and headers may.
  const mediaType = imageMediaType(bytes);
  if (!mediaType) throw notOfKind(bytes, 'picture');
  return {
    output: {
      kind: 'image',
      mediaType,
      file: fileOf(bytes),
      alt: altOf(alt),
    },
    quantity: largestUse(input),
  };
}
