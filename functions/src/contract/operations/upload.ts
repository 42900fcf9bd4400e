import { z } from 'zod';
import { wellFormedText } from '../text/text.ts';
import { defineOperation } from './define-operation.ts';

/** A call can carry 10 MB, and base64 turns three bytes into four characters. */
export const MAX_UPLOAD_CHARACTERS = 9_000_000;

/** Stores an image, sound or video of the user's own. */
export const upload = defineOperation({
  kind: 'upload',
  input: {
    name: wellFormedText({ min: 1, max: 120 }),
    base64: z.base64().max(MAX_UPLOAD_CHARACTERS),
  },
  units: [],
  runs: 'call',
  sample: { input: { kind: 'upload', name: 'a.png', base64: 'AAAA' }, sources: [] },
  atMost: () => ({}),
  promptOf: ({ name }) => name,
});
