import { isPrototypeName } from './identifiers.ts';

/** Far deeper than any request; shallower than what a recursive reader can take. */
const MAX_DEPTH = 32;

/** Something that no request may contain, and where it is. */
export interface JsonFault {
  readonly path: readonly string[];
  readonly message: string;
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
    const message = faultOf(found, path.length);
    if (message) return { path, message };
    if (typeof found !== 'object' || found === null) continue;
    for (const [key, inner] of Object.entries(found)) {
      if (isPrototypeName(key) || key === '@type')
        return { path: [...path, key], message: 'This key means something else' };
      if (!key.isWellFormed()) return { path, message: 'A key contains half a character' };
      open.push({ value: inner, path: [...path, key] });
    }
  }
  return null;
}

function faultOf(value: unknown, depth: number): string | null {
  if (typeof value === 'string' && !value.isWellFormed())
    return 'Contains half a character (an unpaired surrogate)';
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
    return 'Expected a number';
  return depth > MAX_DEPTH ? 'This is nested too deeply' : null;
}
