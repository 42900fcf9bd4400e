import { RequestId } from '../identifiers.ts';
import { wellFormedText } from '../text.ts';
import type { Facts } from './define-operation.ts';

export const MAX_PROMPT_LENGTH = 4_000;

/** What inputs have in common. */
export const Prompt = wellFormedText({ min: 1, max: MAX_PROMPT_LENGTH });
/** A piece of work of one's own that this one starts from, by its request id. */
export const SourceId = RequestId;

/** Stands for a source where the price does not depend on which it is. */
export const ANY_SOURCE = '00000000-0000-7000-8000-000000000000';
/** A source of which nothing is known. */
export const NO_FACTS: Facts = { width: null, height: null, durationMs: null };

/** The longest that a text takes to be spoken: half as fast as people read aloud, in scripts of letters or of syllables. */
export function speechSeconds(text: string): number {
  let beats = 0;
  for (let index = 0; index < text.length; index++) beats += text.charCodeAt(index) >= 0x2e80 ? 4 : 1;
  return Math.ceil(beats / 7) + 1;
}

/**
 * The most tokens that a text is. Byte-level tokenizers never make more tokens than bytes; half of the bytes is above what
 * they make of real text, in every script.
 */
export function mostTokens(bytes: number): number {
  return Math.ceil(bytes / 2);
}
