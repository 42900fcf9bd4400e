import { z } from 'zod';
import { wellFormedText } from './text.ts';

export const MAX_PROMPT_LENGTH = 4_000;
export const MAX_MESSAGE_LENGTH = 16_000;
export const MAX_MESSAGES = 50;
export const MAX_OUTPUT_TOKENS = 4_096;

/** What a creator asks for; `kind` is that of the operation. */
export const GenerationInput = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('image'),
    prompt: wellFormedText({ min: 1, max: MAX_PROMPT_LENGTH }),
  }),
  z.strictObject({
    kind: z.literal('chat'),
    messages: z
      .array(
        z.strictObject({
          role: z.enum(['user', 'assistant']),
          content: wellFormedText({ min: 1, max: MAX_MESSAGE_LENGTH }),
        }),
      )
      .min(1)
      .max(MAX_MESSAGES),
    maxOutputTokens: z.int().min(1).max(MAX_OUTPUT_TOKENS),
  }),
]);
export type GenerationInput = z.infer<typeof GenerationInput>;

/** The words by which people recognise a request: the prompt, or the last thing said. */
export function promptOf(input: GenerationInput): string {
  return input.kind === 'chat' ? (input.messages.at(-1)?.content ?? '') : input.prompt;
}

/** What was made. The same in the document, in the answer and on the screen. */
export const GenerationOutput = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('image'),
    mediaType: z.string().regex(/^image\/[a-z+.-]+$/),
    base64: z.base64(),
    /** A description for people who cannot see it. */
    alt: z.string(),
  }),
  z.strictObject({
    kind: z.literal('chat'),
    text: z.string(),
    finish: z.enum(['stop', 'length', 'cancelled', 'interrupted']),
    inputTokens: z.int().min(0),
    outputTokens: z.int().min(0),
  }),
]);
export type GenerationOutput = z.infer<typeof GenerationOutput>;

/** What `generate` streams while it works. */
export const GenerationChunk = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('held'), activityId: z.string(), heldMicros: z.int().min(0) }),
  z.strictObject({ kind: z.literal('progress'), fraction: z.number().min(0).max(1) }),
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
]);
export type GenerationChunk = z.infer<typeof GenerationChunk>;
