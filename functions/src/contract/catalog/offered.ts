import { type GenerationInput, operationOf } from '../generation/generation-input.ts';
import type { Catalog, Model, ModelOffers, Variant } from './catalog.ts';

type Named = Pick<Model, 'provider' | 'providerModel'>;
type Offering = Pick<Model, 'offers'>;

/** Returns the outputs that a model offers; null: no restriction is known. */
export type OffersOf = (model: Named) => ModelOffers | null;

/** Returns a catalog in which each model has its current offers, in place of the stored ones. */
export function withOffers(catalog: Catalog, offersOf: OffersOf): Catalog {
  const operations = mapValues(catalog.operations, (operation) => ({
    ...operation,
    models: mapValues(operation.models, ({ offers: _, ...model }) => {
      const offers = offersOf(model);
      return offers ? { ...model, offers } : model;
    }),
  }));
  return { ...catalog, operations };
}

function mapValues<A, B>(record: Record<string, A>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

/** Returns the lengths of video that a model makes, in seconds, shortest first; null: any whole number. */
export function offeredLengths({ offers }: Offering): readonly number[] | null {
  return offers?.seconds ?? null;
}

/**
 * Returns the input with the nearest length that the model makes: the shortest one that is long enough, otherwise the
 * longest.
 */
export function fitLength<I extends GenerationInput>(model: Offering, input: I): I {
  const { length } = operationOf(input);
  const offered = length && offeredLengths(model);
  if (!offered) return input;
  const wanted = length.of(input);
  const seconds = offered.find((one) => one >= wanted) ?? offered.at(-1) ?? wanted;
  return length.to(input, seconds) as I;
}

/** Pixel counts come in multiples of eight or more, so no size matches a shape exactly. */
const SHAPE_TOLERANCE = 0.05;

type Size = Pick<Variant, 'width' | 'height'>;

/** Returns the shape nearest to a size. */
export function nearestShape<S extends string>(size: Size, shapes: readonly [S, ...S[]]): S {
  return shapes.reduce((best, shape) => (distance(size, shape) < distance(size, best) ? shape : best));
}

/** Returns whether a model makes images of a size. A model without known restrictions may make any. */
export function isOfferedSize({ offers }: Offering, size: Size): boolean {
  const [first, ...others] = offers?.shapes ?? [];
  if (first) return distance(size, nearestShape(size, [first, ...others])) < SHAPE_TOLERANCE;
  return offers?.sizes?.includes(`${size.width}x${size.height}`) ?? true;
}

function distance({ width, height }: Size, shape: string): number {
  const [wide = 1, high = 1] = shape.split(':').map(Number);
  return Math.abs(Math.log(width / height / (wide / high)));
}
