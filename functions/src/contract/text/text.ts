import { z } from 'zod';
import type { IssueCode } from '../messages/issues-en.ts';

/** Text as people write it. Whole characters only, because half of a surrogate pair can't be stored. */
export function wellFormedText({ min = 0, max }: { min?: number; max: number }) {
  return z
    .string()
    .min(min)
    .max(max)
    .refine((text) => text.isWellFormed(), { error: 'half-character' satisfies IssueCode });
}

/** Replaces every lone surrogate in a value's texts: for a provider's response, which can't be sent again. */
export function toWellFormed<T>(value: T): T;
export function toWellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map((item) => toWellFormed(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toWellFormed(inner)]));
}

/** The length to which an activity shortens its prompt, in characters. */
export const PROMPT_PREVIEW_LENGTH = 80;

/** The UTF-16 units of the longest character that is kept whole. A kiss of two people with skin tones has 15. */
const LONGEST_CHARACTER = 16;

/** Returns the first `max` UTF-16 units of a text, cut between visible characters. */
export function preview(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter().segment(text.slice(0, max + 64))) {
    if (index + segment.length > max) break;
    end = index + segment.length;
  }
  // A letter with hundreds of marks isn't a character that a cut could damage.
  return max - end > LONGEST_CHARACTER ? text.slice(0, max).toWellFormed() : text.slice(0, end);
}

/** Returns whether a text is long enough to be a preview of a longer one. */
export function mayBePreview(text: string, max: number): boolean {
  return text.length >= max - LONGEST_CHARACTER;
}

/** Returns the number of bytes of a text in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // One half of a pair, which takes four bytes as a whole.
    const isHalf = code >= 0xd800 && code <= 0xdfff;
    bytes += code < 0x80 ? 1 : code < 0x800 || isHalf ? 2 : 3;
  }
  return bytes;
}

/** The names of members that every object has. Looked up as a key, they would find something that nobody stored. */
const prototypeNames: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Returns whether a name has a meaning in JavaScript itself: `__proto__`, `constructor`, `toString`. */
export function isPrototypeName(name: string): boolean {
  return prototypeNames.has(name);
}

/** Much deeper than any request, and much shallower than what a recursive reader can handle. */
const MAX_DEPTH = 32;

/** Something that no request may contain, and its position. */
export interface JsonFault {
  readonly path: readonly string[];
  readonly code: IssueCode;
}

/**
 * Returns the first thing in a value that no request may contain, whatever its schema: nesting that exhausts a stack,
 * keys with a meaning in JavaScript or in Firebase's SDK (`@type` marks its own form of numbers), lone surrogates,
 * values that aren't numbers; null if there is none. Schemas alone would miss some: a record skips `__proto__`, and an
 * open field accepts anything.
 */
export function findJsonFault(value: unknown): JsonFault | null {
  // Not recursive, because the depth is what it checks.
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
