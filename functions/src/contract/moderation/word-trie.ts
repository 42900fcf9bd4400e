import { ANY, type Letters, MAX_RUN } from './read-words.ts';

/** The patterns that end at a letter: as a whole word, or as the beginning of a longer one. */
interface Node {
  readonly next: Map<number, Node>;
  readonly whole: number[];
  readonly open: number[];
}

const newNode = (): Node => ({ next: new Map(), whole: [], open: [] });

/** A pattern, its letters, and whether a word may continue after it. */
export interface Added {
  readonly first: number;
  readonly end: number;
  readonly pattern: number;
  readonly goesOn: boolean;
}

export interface Match {
  readonly pattern: number;
  /** Its letters, from the first up to the end. */
  readonly first: number;
  readonly end: number;
}

/**
 * Finds patterns by their letters. A run of equal letters is one step, which says how long the run must be. Three or
 * more equal letters in a text match any number, and two match one if the trie is lenient.
 */
export class WordTrie {
  readonly #root = newNode();
  readonly #lenientFrom: number;
  /**
   * Hashes of the first three letters of every pattern, so that most positions in a text are skipped with one lookup.
   */
  readonly #beginnings = new Uint8Array(0x1_0000);

  constructor({ doubled }: { doubled: 'is-one' | 'is-two' }) {
    this.#lenientFrom = doubled === 'is-one' ? 2 : MAX_RUN;
  }

  add(letters: Letters, { first, end, pattern, goesOn }: Added): void {
    let node = this.#root;
    for (let at = first; at < end; at++) {
      const step = stepOf(letters.codes[at] as number, letters.runs[at] as number);
      const next = node.next.get(step) ?? newNode();
      node.next.set(step, next);
      node = next;
    }
    (goesOn ? node.open : node.whole).push(pattern);
    const at = (index: number) => (index < end ? (letters.codes[index] as number) : 0);
    this.#beginnings[markOf(at(first), at(first + 1), at(first + 2))] = 1;
  }

  /** Returns the matches so far, and each pattern that begins at `first` in a word that ends at `end`. */
  match(letters: Letters, first: number, end: number, before: readonly Match[]): readonly Match[] {
    const { codes, others } = letters;
    const code = codes[first] as number;
    const second = first + 1 < end ? (codes[first + 1] as number) : 0;
    const third = first + 2 < end ? (codes[first + 2] as number) : 0;
    const isPlain =
      others[first] === 0 &&
      second !== ANY &&
      third !== ANY &&
      (second === 0 || others[first + 1] === 0) &&
      (third === 0 || others[first + 2] === 0);
    const beginnings = this.#beginnings;
    const mayBegin =
      beginnings[markOf(code, second, third)] ||
      beginnings[markOf(code, second, 0)] ||
      beginnings[markOf(code, 0, 0)];
    if (isPlain && !mayBegin) return before;
    if (code === ANY) return before;
    const into: Match[] = [];
    walk(this.#root, letters, { first, end, into, lenientFrom: this.#lenientFrom }, first);
    return into.length === 0 ? before : [...before, ...into];
  }
}

interface Walk {
  readonly first: number;
  readonly end: number;
  readonly into: Match[];
  readonly lenientFrom: number;
}

function walk(node: Node, letters: Letters, on: Walk, at: number): void {
  const { first, end, into } = on;
  for (const pattern of node.open) into.push({ pattern, first, end: at });
  if (at >= end) {
    for (const pattern of node.whole) into.push({ pattern, first, end: at });
    return;
  }
  const code = letters.codes[at] as number;
  if (code === ANY) {
    for (const next of node.next.values()) walk(next, letters, on, at + 1);
    return;
  }
  const other = letters.others[at] as number;
  const most = letters.runs[at] as number;
  const least = most >= on.lenientFrom ? 1 : most;
  for (let run = most; run >= least; run--) {
    const next = node.next.get(stepOf(code, run));
    if (next) walk(next, letters, on, at + 1);
    const otherwise = other === 0 ? undefined : node.next.get(stepOf(other, run));
    if (otherwise) walk(otherwise, letters, on, at + 1);
  }
}

function stepOf(code: number, run: number): number {
  return code * (MAX_RUN + 1) + run;
}

function markOf(code: number, second: number, third: number): number {
  return (code * 31 + second * 1_021 + third * 32_749) & 0xffff;
}
