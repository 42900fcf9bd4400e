import { z } from 'zod';

/** Text as people write it: whole characters only, since half a surrogate pair cannot be stored. */
export function wellFormedText({ min = 0, max }: { min?: number; max: number }) {
  return z
    .string()
    .min(min)
    .max(max)
    .refine((text) => text.isWellFormed(), { error: 'Contains half a character (an unpaired surrogate)' });
}

/** Returns a value with every half of a character in its texts replaced: a provider's answer, which nobody can send again. */
export function toWellFormed<T>(value: T): T;
export function toWellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map((item) => toWellFormed(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toWellFormed(inner)]));
}

/** How much of its prompt an activity shows. */
export const PROMPT_PREVIEW_LENGTH = 80;

/** UTF-16 units of the longest character that is kept whole: a kiss of two people with skin tones has 15. */
const LONGEST_CHARACTER = 16;

/** The first `max` UTF-16 units of a text, cut between the characters that people see. */
export function preview(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter().segment(text.slice(0, max + 64))) {
    if (index + segment.length > max) break;
    end = index + segment.length;
  }
  // Letters under hundreds of marks are no character that a cut would harm.
  return max - end > LONGEST_CHARACTER ? text.slice(0, max).toWellFormed() : text.slice(0, end);
}

/** Whether a text is long enough to be what `preview` left of a longer one. */
export function mayBePreview(text: string, max: number): boolean {
  return text.length >= max - LONGEST_CHARACTER;
}

/** Number of bytes a text takes in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // Half of a pair, of which the whole takes four.
    const isHalf = code >= 0xd800 && code <= 0xdfff;
    bytes += code < 0x80 ? 1 : code < 0x800 || isHalf ? 2 : 3;
  }
  return bytes;
}
