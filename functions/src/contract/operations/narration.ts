import { defineOperation } from './define-operation.ts';
import { Prompt, speechSeconds } from './fields.ts';

/** Narrates a text, such as that of a story. */
export const narration = defineOperation({
  kind: 'narration',
  input: { text: Prompt },
  units: ['character', 'second'],
  estimated: ['second'],
  runs: 'call',
  sample: { input: { kind: 'narration', text: 'a'.repeat(300) }, sources: [] },
  atMost: ({ text }) => ({ characters: text.length, seconds: speechSeconds(text) }),
  promptOf: ({ text }) => text,
});
