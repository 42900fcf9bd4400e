import { type ImageModelV4, type ImageModelV4CallOptions, InvalidResponseDataError } from '@ai-sdk/provider';
import { preview } from '../../contract/index.ts';
import { imageMediaType } from './image-media-type.ts';
import type { ModelOutcome } from './model-run.ts';
import { ProviderError } from './provider-error.ts';
import type { RunClock } from './run-clock.ts';
import { type RetryPolicy, withRetries } from './with-retries.ts';

/** A document holds 1 MiB: this much base64 leaves room for the rest of it. */
const MAX_BASE64_LENGTH = 700_000;
const MAX_ALT_LENGTH = 240;

/**
 * Has one picture made.
 * @throws ProviderError, `provider-failed` too when what came is no picture or too large to keep
 */
export async function runImage(
  model: ImageModelV4,
  options: {
    readonly prompt: string;
    readonly headers: Record<string, string>;
    readonly providerOptions: ImageModelV4CallOptions['providerOptions'];
    readonly clock: RunClock;
    readonly retry: RetryPolicy;
  },
): Promise<ModelOutcome> {
  const { prompt, clock, headers, providerOptions } = options;
  const call = {
    ...{ prompt, n: 1, headers, providerOptions, abortSignal: clock.signal },
    ...{ size: undefined, aspectRatio: undefined, seed: undefined, files: undefined, mask: undefined },
  };
  const { images } = await withRetries(options, () => clock.orStop(model.doGenerate(call)));
  const { mediaType, base64 } = readImage(images[0]);
  if (base64.length > MAX_BASE64_LENGTH) {
    throw new ProviderError('provider-failed', 'The picture that came back is too large to keep.', {
      cause: new Error(`${base64.length} characters of base64, at most ${MAX_BASE64_LENGTH} can be kept`),
    });
  }
  const alt = preview(prompt.replace(/\s+/g, ' ').trim(), MAX_ALT_LENGTH);
  return {
    output: { kind: 'image', mediaType, file: { where: 'here', base64 }, alt },
    quantity: { images: 1 },
  };
}

/** The media type is read from the bytes, which do not lie as names and headers may. */
function readImage(image: string | Uint8Array | undefined): { mediaType: string; base64: string } {
  const bytes = typeof image === 'string' ? Buffer.from(image, 'base64') : Buffer.from(image ?? []);
  const mediaType = imageMediaType(bytes);
  if (!mediaType) {
    throw new ProviderError('provider-failed', 'The model sent something that is not a picture.', {
      cause: new InvalidResponseDataError({
        data: { bytes: bytes.length },
        message: `Not a picture: starts with ${bytes.subarray(0, 12).toString('hex') || 'nothing'}`,
      }),
    });
  }
  return { mediaType, base64: bytes.toString('base64') };
}
