import type { ImageModelV4CallOptions } from '@ai-sdk/provider';
import type { ModelRun } from './model-run.ts';

type ImageOptions = Pick<ImageModelV4CallOptions, 'size' | 'aspectRatio' | 'providerOptions'>;

/** Shapes that both Gemini and the models on Replicate know by name. */
const shapes = ['1:1', '16:9', '9:16', '3:2', '2:3', '4:3', '3:4', '5:4', '4:5', '21:9'] as const;

/** The chosen size and quality in each provider's words; one that has no word for it makes its usual picture. */
export function imageOptions({ provider, providerModel, variant }: ModelRun): ImageOptions {
  const quality = variant?.quality ?? undefined;
  const inPixels = variant ? (`${variant.width}x${variant.height}` as const) : undefined;
  const shape = variant ? nearestShape(variant.width / variant.height) : undefined;
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

function nearestShape(ratio: number): (typeof shapes)[number] {
  const distance = (shape: string) => {
    const [width = 1, height = 1] = shape.split(':').map(Number);
    return Math.abs(Math.log(width / height / ratio));
  };
  return shapes.reduce((best, shape) => (distance(shape) < distance(best) ? shape : best));
}
