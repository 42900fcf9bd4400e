import { z } from 'zod';
import { AppError } from '../errors.ts';
import { defineOperation } from './define-operation.ts';
import { ANY_SOURCE, SourceId } from './fields.ts';

/** No device here can show a larger image again. */
const MAX_MEGAPIXELS = 50;

/** Returns the number of started megapixels of a size. */
export function startedMegapixels({ width, height }: { width: number; height: number }): number {
  return Math.ceil((width * height) / 1_000_000);
}

/** Enlarges an image, and adds the detail that a larger one shows. */
export const upscale = defineOperation({
  kind: 'upscale',
  input: {
    source: SourceId,
    /** The factor for both width and height. */
    factor: z.union([z.literal(2), z.literal(4)]),
  },
  units: ['megapixel'],
  runs: 'call',
  sample: {
    input: { kind: 'upscale', source: ANY_SOURCE, factor: 2 },
    sources: [{ width: 1_024, height: 1_024, durationMs: null }],
  },
  atMost({ factor }, [source]) {
    const { width = null, height = null } = source ?? {};
    if (width === null || height === null) throw new AppError('invalid-argument', { reason: 'size-unknown' });
    const size = { width: factor * width, height: factor * height };
    const megapixel = startedMegapixels(size);
    if (megapixel <= MAX_MEGAPIXELS) return { megapixel };
    throw new AppError('invalid-argument', { reason: 'too-many-pixels', ...size, max: MAX_MEGAPIXELS });
  },
  promptOf: () => '',
  sources: ({ source }) => [{ requestId: source, kinds: ['image'] }],
});
