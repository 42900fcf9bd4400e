import type { Model, Variant } from './catalog.ts';

/** Sizes that models make, in pixels, by their provider and their name there. */
const sizes = [
  { provider: 'openai', name: /^gpt-image-1/, sizes: ['1024x1024', '1536x1024', '1024x1536'] },
  { provider: 'openai', name: /^dall-e-3/, sizes: ['1024x1024', '1792x1024', '1024x1792'] },
  { provider: 'openai', name: /^dall-e-2/, sizes: ['256x256', '512x512', '1024x1024'] },
] as const;

/** Shapes that both Gemini and the models on Replicate know by name; they choose the pixels themselves. */
export const pictureShapes = [
  '1:1',
  '16:9',
  '9:16',
  '3:2',
  '2:3',
  '4:3',
  '3:4',
  '5:4',
  '4:5',
  '21:9',
] as const;
export type PictureShape = (typeof pictureShapes)[number];

const byShape: ReadonlySet<string> = new Set(['google', 'replicate']);
/** Pixels come in eights and more, so no size is exactly of a shape. */
const SHAPE_TOLERANCE = 0.05;

type Size = Pick<Variant, 'width' | 'height'>;

/** Returns the shape that is nearest to a size. */
export function nearestShape(size: Size): PictureShape {
  return pictureShapes.reduce((best, shape) => (distance(size, shape) < distance(size, best) ? shape : best));
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

function distance({ width, height }: Size, shape: PictureShape): number {
  const [wide = 1, high = 1] = shape.split(':').map(Number);
  return Math.abs(Math.log(width / height / (wide / high)));
}
