import { z } from 'zod';
import { defineOperation } from './define-operation.ts';
import { Prompt } from './fields.ts';

export const MAX_MUSIC_SECONDS = 300;

/** Composes music. */
export const music = defineOperation({
  kind: 'music',
  input: { prompt: Prompt, seconds: z.int().min(1).max(MAX_MUSIC_SECONDS) },
  units: ['second'],
  runs: 'call',
  sample: { input: { kind: 'music', prompt: 'warm strings', seconds: 30 }, sources: [] },
  atMost: ({ seconds }) => ({ seconds }),
  promptOf: ({ prompt }) => prompt,
});
