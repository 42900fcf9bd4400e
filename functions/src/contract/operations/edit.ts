import { wellFormedText } from '../text/text.ts';
import { defineOperation } from './define-operation.ts';
import { ANY_SOURCE, MAX_PROMPT_LENGTH, NO_FACTS, SourceId } from './fields.ts';

/** Changes an image, or redraws it in the operation's style. */
export const edit = defineOperation({
  kind: 'edit',
  input: { prompt: wellFormedText({ max: MAX_PROMPT_LENGTH }), source: SourceId },
  units: ['image', 'character'],
  runs: 'call',
  sample: { input: { kind: 'edit', prompt: 'at night', source: ANY_SOURCE }, sources: [NO_FACTS] },
  atMost: ({ prompt }) => ({ images: 1, characters: prompt.length }),
  promptOf: ({ prompt }) => prompt,
  sources: ({ source }) => [{ requestId: source, kinds: ['image'] }],
});
