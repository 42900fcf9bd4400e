import type { Model, Variant } from './catalog.ts';
import type { GenerationInput } from './generation.ts';

/** Lengths that models make, in seconds, by their provider and their name there; those not listed make any. */
const lengths = [
  { provider: 'google', name: /^veo-2/, seconds: [5, 6, 8] },
  { provider: 'google', name: /^veo-/, seconds: [4, 6, 8] },
  { provider: 'replicate', name: /^google\/veo-3/, seconds: [4, 6, 8] },
  { provider: 'replicate', name: /^minimax\/video-01/, seconds: [6] },
  { provider: 'replicate', name: /^bytedance\/seedance-1/, seconds: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
] as const;

/** The lengths of video that a model makes, in seconds, shortest first; null: any whole number of them. */
export function offeredLengths({
  provider,
  providerModel,
}: Pick<Model, 'provider' | 'providerModel'>): readonly number[] | null {
  const found = lengths.find((one) => one.provider === provider && one.name.test(providerModel));
  return found?.seconds ?? null;
}

/** The same input in the length nearest to what is wanted: the shortest that is as long, else the longest there is. */
export function fitLength(
  model: Pick<Model, 'provider' | 'providerModel'>,
  input: GenerationInput,
): GenerationInput {
  const offered = input.kind === 'video' ? offeredLengths(model) : null;
  if (input.kind !== 'video' || !offered) return input;
  const { seconds } = input;
  return { ...input, seconds: offered.find((length) => length >= seconds) ?? offered.at(-1) ?? seconds };
}

/** Sizes that models make, in pixels, by their provider and their name there. */
const sizes = [
  { provider: 'openai', name: /^gpt-image-1/, sizes: ['1024x1024', '1536x1024', '1024x1536'] },
  { provider: 'openai', name: /^dall-e-3/, sizes: ['1024x1024', '1792x1024', '1024x1792'] },
  { provider: 'openai', name: /^dall-e-2/, sizes: ['256x256', '512x512', '1024x1024'] },
] as const;

/** Shapes that both Gemini and the models on Replicate know by name; they choose the pixels themselves. */
export const imageShapes = ['1:1', '16:9', '9:16', '3:2', '2:3', '4:3', '3:4', '5:4', '4:5', '21:9'] as const;
export type ImageShape = (typeof imageShapes)[number];

const byShape: ReadonlySet<string> = new Set(['google', 'replicate']);
/** Pixels come in eights and more, so no size is exactly of a shape. */
const SHAPE_TOLERANCE = 0.05;

type Size = Pick<Variant, 'width' | 'height'>;

/** Returns the shape that is nearest to a size. */
export function nearestShape(size: Size): ImageShape {
  return imageShapes.reduce((best, shape) => (distance(size, shape) < distance(size, best) ? shape : best));
}

/** Whether a model makes pictures of a size, as far as that is known: one that is not known may make any. */
export function isOfferedSize(
  { provider, providerModel }: Pick<Model, 'provider' | 'providerModel'>,
  size: Size,
): boolean {
  if (byShape.has(provider)) return distance(size, nearestShape(size)) < SHAPE_TOLERANCE;
  const known = sizes.find((one) => one.provider === provider && one.name.test(providerModel));
  return known?.sizes.some((made) => made === `${size.width}x${size.height}`) ?? true;
}

function distance({ width, height }: Size, shape: ImageShape): number {
  const [wide = 1, high = 1] = shape.split(':').map(Number);
  return Math.abs(Math.log(width / height / (wide / high)));
}
