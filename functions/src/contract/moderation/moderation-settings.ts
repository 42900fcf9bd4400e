import { z } from 'zod';
import { translations } from '../catalog/translations.ts';
import type { IssueCode } from '../messages/issues-en.ts';
import { utf8Bytes, wellFormedText } from '../text/text.ts';

/** One document holds the published settings and the previous ones, with room to spare. */
const MAX_SETTINGS_BYTES = 300_000;
const MAX_ENTRY_LENGTH = 120;
const MAX_ENTRIES = 5_000;

/**
 * A word or phrase. A star at its beginning or end stands for any letters; `..` between words for up to three others.
 */
export const ModerationEntry = wellFormedText({ min: 1, max: MAX_ENTRY_LENGTH }).superRefine(
  (text, context) => {
    const message = faultOf(text);
    if (message) context.addIssue({ code: 'custom', message });
  },
);

function faultOf(text: string): IssueCode | null {
  const words = text.split(' ').filter((word) => word !== '..');
  if (text.trim() !== text || words.includes('')) return 'words-spaces';
  if (text.startsWith('.. ') || text.endsWith(' ..')) return 'words-gap';
  if (words.some((word) => word.slice(1, -1).includes('*'))) return 'words-star';
  return words.every((word) => /[^\s*.,;:!?'"()-]/.test(word)) ? null : 'words-nothing';
}

export const ModerationSettings = z
  .strictObject({
    categories: z.record(
      z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, { error: 'category-format' satisfies IssueCode }),
      z.strictObject({
        label: wellFormedText({ min: 1, max: 60 }),
        /** The label in other languages. */
        labels: translations(60),
        enabled: z.boolean(),
        words: z.array(ModerationEntry).max(MAX_ENTRIES),
      }),
    ),
    /** Words, names and phrases that are fine although they contain a listed word. */
    allowed: z.array(ModerationEntry).max(MAX_ENTRIES),
    /** For meanings that no list finds: OpenAI's moderation model checks texts that pass the lists. */
    secondStage: z.strictObject({
      enabled: z.boolean(),
      /** The action for a request when the model can't be reached. */
      whenUnreachable: z.enum(['allow', 'refuse']),
      timeoutMs: z.int().min(200).max(10_000),
    }),
  })
  .refine((settings) => utf8Bytes(JSON.stringify(settings)) <= MAX_SETTINGS_BYTES, {
    error: 'words-size' satisfies IssueCode,
  });
export type ModerationSettings = z.infer<typeof ModerationSettings>;
