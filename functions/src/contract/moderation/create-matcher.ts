import { APART, CUT, joinWords, type Letters, readWords, TIGHT, type Word } from './read-words.ts';
import { type Added, type Match, WordTrie } from './word-trie.ts';

/** A listed word found in a text, and its position. */
export interface Finding {
  readonly category: string;
  /** The word or phrase as it is in the list. */
  readonly entry: string;
  /** The position in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

export interface WordLists {
  readonly categories: Readonly<
    Record<string, { readonly enabled: boolean; readonly words: readonly string[] }>
  >;
  /** Words that are fine although they contain a listed word. */
  readonly allowed: readonly string[];
}

/** Finds listed words in a text, in order; at most `MAX_FINDINGS`. */
export type FindWords = (text: string) => Finding[];

const MAX_FINDINGS = 20;
/** `..` in a phrase stands for up to this many words. */
const MAX_BETWEEN = 3;
/**
 * A word that was set apart has up to this many pieces, each with up to this many letters; or it is spelled letter by
 * letter.
 */
const MAX_PIECES = 4;
const MAX_PIECE_LENGTH = 4;
const MIN_SPELLED = 3;
const MIN_JOINED_LENGTH = 4;

interface Entry {
  /** Null: allowed. */
  readonly category: string | null;
  readonly text: string;
  /** For each of its words, the number of other words that may precede it. */
  readonly between: readonly number[];
}

/** One word of an entry. */
interface Pattern {
  readonly entry: number;
  readonly index: number;
}

/** An entry whose first words, or all of them, have matched. */
interface Hit {
  readonly entry: number;
  readonly spans: readonly Span[];
  readonly lastWord: number;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads word lists once, to find their entries in many texts. The time grows only linearly with the length of a text:
 * from each letter, the search goes no further than the longest entry.
 * An entry is a word or a phrase. A star at its beginning or end stands for any letters; `..` between words stands for
 * up to three other words. In scripts without spaces, an entry is found anywhere.
 */
export function createMatcher({ categories, allowed }: WordLists): FindWords {
  const entries: Entry[] = [];
  const patterns: Pattern[] = [];
  const firstWords = new Lookup();
  /** Words of phrases, looked up only after a phrase has begun. */
  const laterWords = new Lookup();

  function add(text: string, category: string | null): void {
    const between: number[] = [];
    let mayLie = 0;
    for (const part of text.split(/\s+/)) {
      if (part === '..') {
        mayLie = MAX_BETWEEN;
        continue;
      }
      const isUnspaced = unspaced.test(part);
      const { letters, words } = readWords(part.replace(/^\*|\*$/g, ''));
      for (const [index, { first, end }] of words.entries()) {
        const isOpenBefore = (index === 0 && part.startsWith('*')) || isUnspaced;
        const isOpenAfter = (index === words.length - 1 && part.endsWith('*')) || isUnspaced;
        const lookup = between.length === 0 ? firstWords : laterWords;
        lookup.add(letters, { first, end, pattern: patterns.length, isOpenBefore, isOpenAfter });
        patterns.push({ entry: entries.length, index: between.length });
        between.push(mayLie);
        mayLie = 0;
      }
    }
    entries.push({ category, text, between });
  }

  for (const text of allowed) add(text, null);
  for (const [category, { enabled, words }] of Object.entries(categories)) {
    if (enabled) for (const text of words) add(text, category);
  }

  /** Extends the entries that match so far by one more word. */
  function readOn(
    { pattern, first, end }: Match,
    { letters, begun, word }: { letters: Letters; begun: readonly Hit[]; word: number },
  ): Hit[] {
    const { entry, index } = patterns[pattern] as Pattern;
    const span = { start: letters.starts[first] as number, end: letters.ends[end - 1] as number };
    if (index === 0) return [{ entry, spans: [span], lastWord: word }];
    const mayLie = entries[entry]?.between[index] ?? 0;
    return begun
      .filter((hit) => hit.entry === entry && hit.spans.length === index && word - hit.lastWord - 1 <= mayLie)
      .map((hit) => ({ entry, spans: [...hit.spans, span], lastWord: word }));
  }

  const isComplete = ({ entry, spans }: Hit) => spans.length === entries[entry]?.between.length;

  /** Returns the findings, except those inside something allowed. */
  function findingsOf(hits: readonly Hit[], length: number): Finding[] {
    const isFine = fineIn(
      hits.filter(({ entry }) => entries[entry]?.category === null).map(({ spans }) => hull(spans)),
      length,
    );
    return hits
      .flatMap(({ entry, spans }) => {
        const { category, text } = entries[entry] as Entry;
        return category === null || spans.some(isFine) ? [] : [{ category, entry: text, ...hull(spans) }];
      })
      .sort((a, b) => a.start - b.start || b.end - a.end)
      .slice(0, MAX_FINDINGS);
  }

  return (text) => {
    const reading = readWords(text);
    const { letters, words } = reading;
    const hits: Hit[] = [];
    let begun: Hit[] = [];
    for (const [index, word] of words.entries()) {
      begun =
        begun.length === 0 ? begun : begun.filter(({ lastWord }) => index - lastWord - 1 <= MAX_BETWEEN);
      const later = begun.length === 0 ? none : laterWords.matchesIn(letters, word);
      const first = firstWords.matchesIn(letters, word);
      if (first.length + later.length === 0) continue;
      const read = [...first, ...later].flatMap((match) => readOn(match, { letters, begun, word: index }));
      for (const hit of read) (isComplete(hit) ? hits : begun).push(hit);
    }
    for (const { from, to, isSpelled } of setApart(words)) {
      const joined = joinWords(reading, from, to);
      for (const match of firstWords.matchesIn(joined.letters, joined.word)) {
        const isWhole = match.first === 0 && match.end === joined.word.end;
        if (!isWhole && !isSpelled) continue;
        hits.push(...readOn(match, { letters: joined.letters, begun: [], word: from }).filter(isComplete));
      }
    }
    return hits.length === 0 ? [] : findingsOf(hits, text.length);
  };
}

const none: readonly Match[] = [];

/** Finds words by their letters, from the beginning of a word or from anywhere in it. */
class Lookup {
  readonly #atBeginning = new WordTrie({ doubled: 'is-two' });
  readonly #anywhere = new WordTrie({ doubled: 'is-one' });

  add(
    letters: Letters,
    pattern: Omit<Added, 'goesOn'> & { isOpenBefore: boolean; isOpenAfter: boolean },
  ): void {
    const trie = pattern.isOpenBefore ? this.#anywhere : this.#atBeginning;
    trie.add(letters, { ...pattern, goesOn: pattern.isOpenAfter });
  }

  matchesIn(letters: Letters, { first, end }: Word): readonly Match[] {
    let matches = this.#atBeginning.match(letters, first, end, none);
    for (let at = first; at < end; at++) matches = this.#anywhere.match(letters, at, end, matches);
    return matches;
  }
}

/** Scripts that put no spaces between words, or join what other scripts set apart. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Hangul}]/u;

const hull = (spans: readonly Span[]): Span => ({ start: spans[0]?.start ?? 0, end: spans.at(-1)?.end ?? 0 });

/** Returns whether a span lies inside an allowed one. */
function fineIn(allowed: readonly Span[], length: number): (span: Span) => boolean {
  if (allowed.length === 0) return () => false;
  // For each position, the furthest end of an allowed span that begins there or earlier.
  const reach = new Uint32Array(length + 1);
  for (const { start, end } of allowed) reach[start] = Math.max(end, reach[start] as number);
  for (let at = 1; at <= length; at++) reach[at] = Math.max(reach[at] as number, reach[at - 1] as number);
  return ({ start, end }) => end <= (reach[start] as number);
}

const isOneLetter = ({ first, end }: Word) => end - first === 1;
const isPiece = (word: Word | undefined): word is Word =>
  word !== undefined && word.end - word.first <= MAX_PIECE_LENGTH;

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly isSpelled: boolean;
}

/**
 * Returns stretches of words that may be one word set apart: a row of single letters ("f u c k"); pieces with only a
 * sign between them ("pus-sy"); pieces of which one has no vowel and so isn't a word ("fu ck").
 */
function setApart(words: readonly Word[]): Stretch[] {
  const all: Stretch[] = [];
  let spelledUntil = 0;
  for (const [from, word] of words.entries()) {
    if (!isPiece(word) || word.gap === CUT) continue;
    if (from >= spelledUntil && isOneLetter(word)) {
      let to = from + 1;
      while (isPiece(words[to]) && (words[to] as Word).gap < APART && isOneLetter(words[to] as Word)) to++;
      spelledUntil = to;
      if (to - from >= MIN_SPELLED) all.push({ from, to, isSpelled: true });
      // "A n u d e": the first may be a word of its own.
      if (to - from > MIN_SPELLED && !word.isVowelless) all.push({ from: from + 1, to, isSpelled: true });
    }
    let isTight = true;
    let isNoWord = word.isVowelless;
    for (let at = from + 1; at < from + MAX_PIECES; at++) {
      const piece = words[at];
      if (!isPiece(piece) || piece.gap >= APART) break;
      isTight &&= piece.gap === TIGHT;
      isNoWord ||= piece.isVowelless;
      const isLong = piece.end - word.first >= MIN_JOINED_LENGTH;
      if ((isTight || isNoWord) && isLong && at >= spelledUntil)
        all.push({ from, to: at + 1, isSpelled: false });
    }
  }
  return all;
}
