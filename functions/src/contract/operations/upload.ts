import { z } from 'zod';
import { wellFormedText } from '../text.ts';
import { defineOperation } from './define-operation.ts';

/** A call carries 10 MB; base64 makes three bytes four characters. */
export const MAX_UPLOAD_CHARACTERS = 9_000_000;

/** Brings in a picture, sound or video of one's own. */
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
