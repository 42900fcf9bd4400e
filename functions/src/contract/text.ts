import { z } from 'zod';
import type { IssueCode } from './messages/issues-en.ts';

/** Text as people write it: whole characters only, since half a surrogate pair cannot be stored. */
export function wellFormedText({ min = 0, max }: { min?: number; max: number }) {
  return z
    .string()
    .min(min)
    .max(max)
    .refine((text) => text.isWellFormed(), { error: 'half-character' satisfies IssueCode });
}

/** Returns a value with every half of a character in its texts replaced: a provider's answer, which nobody can send again. */
export function toWellFormed<T>(value: T): T;
export function toWellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map((item) => toWellFormed(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toWellFormed(inner)]));
}

/** The length to which an activity cuts its prompt, in characters. */
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

/** Names of members that every object has: looked up as a key, one would find what nobody has stored. */
const prototypeNames: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Returns whether a name means something to JavaScript itself: `__proto__`, `constructor`, `toString`. */
export function isPrototypeName(name: string): boolean {
  return prototypeNames.has(name);
}

/** Far deeper than any request; shallower than what a recursive reader can take. */
const MAX_DEPTH = 32;

/** Something that no request may contain, and where it is. */
export interface JsonFault {
  readonly path: readonly string[];
  readonly code: IssueCode;
}

/**
 * Returns the first thing in a value that no request may contain, whatever its schema: nesting that exhausts a stack, keys
 * that mean something to JavaScript or to Firebase's SDK (`@type` marks its own form of numbers), halves of characters,
 * numbers that are none; null when there is none. Schemas alone would pass over some of it: a record skips `__proto__`,
 * and an open field takes anything.
 */
export function findJsonFault(value: unknown): JsonFault | null {
  // Without recursion: the depth is what is being checked.
  const open: { value: unknown; path: readonly string[] }[] = [{ value, path: [] }];
  for (let place = open.pop(); place; place = open.pop()) {
    const { value: found, path } = place;
    const code = faultOf(found, path.length);
    if (code) return { path, code };
    if (typeof found !== 'object' || found === null) continue;
    for (const [key, inner] of Object.entries(found)) {
      if (isPrototypeName(key) || key === '@type') return { path: [...path, key], code: 'reserved-key' };
      if (!key.isWellFormed()) return { path, code: 'half-character-key' };
      open.push({ value: inner, path: [...path, key] });
    }
  }
  return null;
}

function faultOf(value: unknown, depth: number): IssueCode | null {
  if (typeof value === 'string' && !value.isWellFormed()) return 'half-character';
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) return 'not-a-number';
  return depth > MAX_DEPTH ? 'too-deep' : null;
}
