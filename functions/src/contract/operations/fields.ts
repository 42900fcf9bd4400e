import { RequestId } from '../text/identifiers.ts';
import { wellFormedText } from '../text/text.ts';
import type { Facts } from './define-operation.ts';

export const MAX_PROMPT_LENGTH = 4_000;

/** Fields that several inputs share. */
export const Prompt = wellFormedText({ min: 1, max: MAX_PROMPT_LENGTH });
/** The request id of the user's own earlier work that this one starts from. */
export const SourceId = RequestId;

/** Stands for any source, where the price doesn't depend on it. */
export const ANY_SOURCE = '00000000-0000-7000-8000-000000000000';
/** The facts about a source of which nothing is known. */
export const NO_FACTS: Facts = { width: null, height: null, durationMs: null };

/**
 * Returns the longest time that a text can take to be spoken: at half the usual speed of reading aloud, in scripts of
 * letters or of syllables.
 */
export function speechSeconds(text: string): number {
  let beats = 0;
  for (let index = 0; index < text.length; index++) beats += text.charCodeAt(index) >= 0x2e80 ? 4 : 1;
  return Math.ceil(beats / 7) + 1;
}

/**
 * Returns the most tokens that a text can have. Byte-level tokenizers never make more tokens than bytes. Half the
 * number of bytes is more than they make of real text in any script.
 */
export function mostTokens(bytes: number): number {
  return Math.ceil(bytes / 2);
}
