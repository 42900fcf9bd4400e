import { z } from 'zod';
import { utf8Bytes } from '../text/text.ts';
import { defineOperation } from './define-operation.ts';
import { mostTokens, Prompt } from './fields.ts';

export const MAX_SCENES = 12;
export const STORY_OUTPUT_TOKENS = 4_096;
const STORY_INSTRUCTION_TOKENS = 500;

/** Writes a story in scenes, each with a description of its image. */
export const story = defineOperation({
  kind: 'story',
  input: { prompt: Prompt, scenes: z.int().min(1).max(MAX_SCENES) },
  units: ['token', 'character'],
  runs: 'call',
  sample: { input: { kind: 'story', prompt: 'two foxes', scenes: 3 }, sources: [] },
  atMost: ({ prompt }) => ({
    inputTokens: mostTokens(utf8Bytes(prompt)) + STORY_INSTRUCTION_TOKENS,
    outputTokens: STORY_OUTPUT_TOKENS,
    characters: prompt.length,
  }),
  promptOf: ({ prompt }) => prompt,
});
