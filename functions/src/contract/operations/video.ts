import { z } from 'zod';
import { defineOperation } from './define-operation.ts';
import { Prompt } from './fields.ts';

export const MAX_VIDEO_SECONDS = 60;

/** Makes a video from a description. */
export const video = defineOperation({
  kind: 'video',
  input: { prompt: Prompt, seconds: z.int().min(1).max(MAX_VIDEO_SECONDS) },
  units: ['second', 'character'],
  runs: 'queue',
  sample: { input: { kind: 'video', prompt: 'a kite over the sea', seconds: 4 }, sources: [] },
  atMost: ({ prompt, seconds }) => ({ seconds, characters: prompt.length }),
  promptOf: ({ prompt }) => prompt,
  length: { of: ({ seconds }) => seconds, to: (input, seconds) => ({ ...input, seconds }) },
});
