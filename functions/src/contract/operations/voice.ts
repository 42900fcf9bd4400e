import { defineOperation } from './define-operation.ts';
import { Prompt, speechSeconds } from './fields.ts';

/** Reads a text aloud. */
export const voice = defineOperation({
  kind: 'voice',
  input: { text: Prompt },
  units: ['character', 'second'],
  estimated: ['second'],
  runs: 'call',
  sample: { input: { kind: 'voice', text: 'a'.repeat(300) }, sources: [] },
  atMost: ({ text }) => ({ characters: text.length, seconds: speechSeconds(text) }),
  promptOf: ({ text }) => text,
});
