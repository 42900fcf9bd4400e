import { type Path, valueAt, withValueAt } from '../../page/at-path.ts';

export interface Rebased<T> {
  readonly draft: T;
  /** What both have changed, each in another way: the draft's own value is kept. */
  readonly overlaps: readonly string[];
}

/** Makes the changes of a draft anew on what was published meanwhile. */
export function rebase<T>({ base, mine, theirs }: { base: T; mine: T; theirs: T }): Rebased<T> {
  let draft = theirs;
  const overlaps: string[] = [];
  for (const path of changedPaths(base, mine)) {
    const [was, own, other] = [base, mine, theirs].map((root) => valueAt(root, path));
    const isOvertaken = !isSame(was, other) && !isSame(own, other);
    const merged = isOvertaken ? mergedList(was, own, other) : null;
    if (isOvertaken && !merged) overlaps.push(path.join('.'));
    draft = withValueAt(draft, path, merged ?? own);
  }
  return { draft, overlaps };
}

/** A list of words that both have changed: theirs, with what was added here and without what was taken away here. */
function mergedList(was: unknown, own: unknown, other: unknown): string[] | null {
  if (!isWords(was) || !isWords(own) || !isWords(other)) return null;
  const [before, mine, theirs] = [new Set(was), new Set(own), new Set(other)];
  const kept = other.filter((word) => mine.has(word) || !before.has(word));
  return [...kept, ...own.filter((word) => !before.has(word) && !theirs.has(word))];
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((word) => typeof word === 'string');
}

/** Whether two values say the same, in whatever order their keys are. */
export function isSame(a: unknown, b: unknown): boolean {
  return changedPaths(a, b).length === 0;
}

/** The places where two values differ, as deep as both have the same keys there. */
function changedPaths(from: unknown, to: unknown, path: Path = []): Path[] {
  if (Object.is(from, to)) return [];
  if (!isMap(from) || !isMap(to)) {
    return Array.isArray(from) && Array.isArray(to) && isSameList(from, to) ? [] : [path];
  }
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  // Another kind of rate is another rate: its fields make sense together only.
  if (from.kind !== to.kind) return [path];
  return keys.flatMap((key) => changedPaths(from[key], to[key], [...path, key]));
}

function isSameList(from: readonly unknown[], to: readonly unknown[]): boolean {
  return from.length === to.length && from.every((value, index) => isSame(value, to[index]));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
