import { defineOperation } from './define-operation.ts';
import { ANY_SOURCE, NO_FACTS, Prompt, SourceId } from './fields.ts';

/** Aligns a text with the recording of it: a voice or a narration. */
export const captions = defineOperation({
  kind: 'captions',
  input: { text: Prompt, source: SourceId },
  units: ['character'],
  runs: 'call',
  sample: {
    input: { kind: 'captions', text: 'a'.repeat(300), source: ANY_SOURCE },
    sources: [NO_FACTS],
  },
  atMost: ({ text }) => ({ characters: text.length }),
  promptOf: ({ text }) => text,
  sources: ({ source }) => [{ requestId: source, kinds: ['audio'] }],
});
