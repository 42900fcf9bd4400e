import { z } from 'zod';
import { Name } from '../text/identifiers.ts';
import { defineOperation } from './define-operation.ts';
import { Prompt } from './fields.ts';

/** The largest seed, which every provider takes. */
export const MAX_SEED = 2 ** 31 - 1;

/** Makes an image from a description. */
export const image = defineOperation({
  kind: 'image',
  input: {
    prompt: Prompt,
    /** One of the model's variants; absent: the default. */
    variant: Name.optional(),
    /** The same seed makes much the same image again. Models that take no seed ignore it; absent: a random one. */
    seed: z.int().min(1).max(MAX_SEED).optional(),
  },
  units: ['image', 'character'],
  runs: 'call',
  sample: { input: { kind: 'image', prompt: 'a kite over the sea' }, sources: [] },
  atMost: ({ prompt }) => ({ images: 1, characters: prompt.length }),
  promptOf: ({ prompt }) => prompt,
  variantOf: ({ variant }) => variant,
});
