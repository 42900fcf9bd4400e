import type { ImageModelV4CallOptions } from '@ai-sdk/provider';
import { nearestShape } from '../../contract/index.ts';
import type { ModelRun } from './model-run.ts';

type ImageOptions = Pick<ImageModelV4CallOptions, 'size' | 'aspectRatio' | 'providerOptions'>;

/** The chosen size and quality in each provider's words; one that has no word for it makes its usual picture. */
export function imageOptions({ provider, providerModel, variant }: ModelRun): ImageOptions {
  const quality = variant?.quality ?? undefined;
  const inPixels = variant ? (`${variant.width}x${variant.height}` as const) : undefined;
  const shape = variant ? nearestShape(variant) : undefined;
  const none = { size: undefined, aspectRatio: undefined };
  switch (provider) {
    case 'google':
      return {
        ...none,
        aspectRatio: shape,
        providerOptions: quality ? { google: { imageConfig: { imageSize: quality.toUpperCase() } } } : {},
      };
    case 'replicate':
      return { ...none, aspectRatio: shape, providerOptions: { replicate: { maxPollAttempts: 10_000 } } };
    case 'openai':
      return {
        ...none,
        size: inPixels,
        providerOptions: { openai: { ...compressed(providerModel), ...(quality && { quality }) } },
      };
    case 'openai-compatible':
      return {
        ...none,
        size: inPixels,
        providerOptions: quality ? { openaiCompatible: { quality } } : {},
      };
    default:
      return { ...none, size: inPixels, providerOptions: {} };
  }
}

/** OpenAI's own picture models send PNG of 1 MB and more unless told otherwise; a document cannot hold that. */
function compressed(modelId: string) {
  return modelId.startsWith('gpt-image') || modelId.startsWith('chatgpt-image')
    ? { outputFormat: 'webp', outputCompression: 80 }
    : {};
}
