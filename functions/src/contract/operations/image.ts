import { Name } from '../text/identifiers.ts';
import { defineOperation } from './define-operation.ts';
import { Prompt } from './fields.ts';

/** Makes an image from a description. */
export const image = defineOperation({
  kind: 'image',
  input: {
    prompt: Prompt,
    /** One of the model's variants; absent: the default. */
    variant: Name.optional(),
  },
  units: ['image', 'character'],
  runs: 'call',
  sample: { input: { kind: 'image', prompt: 'a kite over the sea' }, sources: [] },
  atMost: ({ prompt }) => ({ images: 1, characters: prompt.length }),
  promptOf: ({ prompt }) => prompt,
  variantOf: ({ variant }) => variant,
});
