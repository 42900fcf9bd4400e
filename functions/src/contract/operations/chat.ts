import { z } from 'zod';
import { utf8Bytes, wellFormedText } from '../text/text.ts';
import { defineOperation } from './define-operation.ts';
import { mostTokens } from './fields.ts';

export const MAX_MESSAGE_LENGTH = 16_000;
export const MAX_MESSAGES = 50;
export const MAX_OUTPUT_TOKENS = 4_096;
/** The bytes that a message takes besides its text. */
const MESSAGE_BYTES = 16;

/** Answers the last message of a conversation. */
export const chat = defineOperation({
  kind: 'chat',
  input: {
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
  },
  units: ['token', 'character'],
  runs: 'call',
  streams: true,
  sample: {
    input: {
      kind: 'chat',
      messages: [{ role: 'user', content: 'a'.repeat(400) }],
      maxOutputTokens: 800,
    },
    sources: [],
  },
  atMost({ messages, maxOutputTokens }) {
    const bytes = messages.reduce((sum, { content }) => sum + utf8Bytes(content) + MESSAGE_BYTES, 0);
    const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
    return { inputTokens: mostTokens(bytes), outputTokens: maxOutputTokens, characters };
  },
  promptOf: ({ messages }) => messages.at(-1)?.content ?? '',
  // All messages: those that claim to be the model's also come from the sender.
  texts: ({ messages }) => messages.map(({ content }) => content),
});
