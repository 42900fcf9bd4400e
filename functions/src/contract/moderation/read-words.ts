import { foldCharacter, folded, MOST_OF_ONE, SEVERAL, signs, UNSEEN } from './fold-character.ts';

/** Letters as they are read; a run of equal letters is one. */
export interface Letters {
  readonly codes: Uint16Array;
  /** Another reading of each letter; 0: none. */
  readonly others: Uint16Array;
  /** The length of each run, up to `MAX_RUN`. */
  readonly runs: Uint8Array;
  /** The start and end of each letter in the text. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/**
 * The distance of a word from the previous one. `TIGHT`: one sign and no space; `CLOSE`: one word may have been set
 * apart.
 */
export const TIGHT = 0;
const CLOSE = 1;
export const APART = 2;
/** Cut off by an apostrophe, so not a piece of a word that was set apart. */
export const CUT = 3;

export interface Word {
  /** Its letters, from the first up to the end. */
  readonly first: number;
  readonly end: number;
  readonly gap: number;
  /** Latin letters without a vowel, so not a word in any language. */
  readonly isVowelless: boolean;
}

export interface Reading {
  readonly letters: Letters;
  readonly words: readonly Word[];
}

/** Any letter, for a star in the middle of a word. */
export const ANY = signs.star;
/** Longer runs of a letter make no difference. */
export const MAX_RUN = 3;
/** If a word contains more signs than this, its letters were set apart by them. */
const MAX_SIGNS = 2;
/** The most signs between letters that were set apart. */
const MAX_GAP = 3;

/** The letters that digits and signs stand for: the likeliest, then another. */
const signLetters = {
  ...{ '0': 'o', '1': 'il', '2': 'z', '3': 'e', '4': 'a', '5': 's', '6': 'g', '7': 't', '8': 'b', '9': 'g' },
  ...{ '!': 'il', '|': 'il', '+': 't' },
};
const readAs = new Uint16Array(0x80);
const readAsOther = new Uint16Array(0x80);
for (const [sign, letters] of Object.entries(signLetters)) {
  readAs[sign.charCodeAt(0)] = letters.charCodeAt(0);
  readAsOther[sign.charCodeAt(0)] = letters.charCodeAt(1) || 0;
}
const isVowel = new Uint8Array(0x1_0000).fill(1, 0x80);
for (const vowel of '*aeiouy0123456789') isVowel[vowel.charCodeAt(0)] = 1;

/** Reads the words of a text as people do, in one pass. The result is valid until the next text is read. */
export function readWords(text: string): Reading {
  const letters = spareRoom(text.length * MOST_OF_ONE);
  const { codes, starts, ends } = letters;
  const words: Word[] = [];
  let count = 0;
  let first = 0;
  let gapLength = 0;
  let gap: number = APART;

  function endWord(): void {
    while (count > first && isSign(codes[count - 1] as number)) count--;
    if (count === first) return;
    const end = count;
    count = first;
    const isCut = isCutBySigns(codes, first, end);
    for (let from = first; from < end; gap = TIGHT) {
      let to = from + 1;
      while (to < end && !(isCut && isSign(codes[to] as number))) to++;
      const word = settle(letters, { from, to, first: count, gap });
      words.push(word);
      count = word.end;
      from = isCut ? to + 1 : to;
    }
    first = count;
    gapLength = 0;
  }

  function separate(letter: number, code: number): void {
    endWord();
    gapLength++;
    if (letter === signs.apostrophe && gapLength === 1) gap = CUT;
    else if (gap === CUT) return;
    else if (gapLength > MAX_GAP) gap = APART;
    else if (gapLength === 1) gap = code === 0x20 || code === 0x0a ? CLOSE : TIGHT;
    else if (gap === TIGHT) gap = CLOSE;
  }

  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) as number;
    const end = code > 0xffff ? at + 2 : at + 1;
    const letter = foldCharacter(code);
    if (letter > SEVERAL && letter !== signs.apostrophe && (count > first || !isSign(letter))) {
      codes[count] = letter;
      starts[count] = at;
      ends[count++] = end;
    } else if (letter === SEVERAL) {
      for (const part of folded(code)) {
        codes[count] = part;
        starts[count] = at;
        ends[count++] = end;
      }
    } else if (letter !== UNSEEN) separate(letter, code);
    at = end;
  }
  endWord();
  return { letters, words };
}

/** Buffers for texts of the usual length, made once. */
const spare = room(4_096 * MOST_OF_ONE);
function spareRoom(size: number): Letters {
  return size <= spare.codes.length ? spare : room(size);
}

function room(size: number): Letters {
  return {
    codes: new Uint16Array(size),
    others: new Uint16Array(size),
    runs: new Uint8Array(size),
    starts: new Uint32Array(size),
    ends: new Uint32Array(size),
  };
}

function isSign(code: number): boolean {
  return code === signs.bang || code === signs.bar || code === signs.plus || code === signs.star;
}

/** Returns whether the letters are set apart by signs, as in "f*u*c*k", so that the signs don't stand for letters. */
function isCutBySigns(codes: Uint16Array, first: number, end: number): boolean {
  let count = 0;
  let isSpelled = true;
  for (let at = first; at < end; at++) {
    const isOne = isSign(codes[at] as number);
    if (isOne) count++;
    if (isOne !== ((at - first) % 2 === 1)) isSpelled = false;
  }
  return count > MAX_SIGNS || (count === MAX_SIGNS && isSpelled);
}

/**
 * Reads digits and signs among letters as letters, and a run of equal letters as one. Keeps the word from `first` on.
 */
function settle(
  { codes, others, runs, starts, ends }: Letters,
  { from, to, first, gap }: { from: number; to: number; first: number; gap: number },
): Word {
  let strangers = 0;
  for (let at = from; at < to; at++) {
    const code = codes[at] as number;
    if (code < 0x61) strangers += code >= 0x30 && code <= 0x39 ? 2 : 1;
  }
  const isRead = strangers > 0 && strangers <= to - from;
  let count = first;
  let hasVowel = false;
  for (let at = from; at < to; at++) {
    const raw = codes[at] as number;
    const isStranger = isRead && raw < 0x61;
    const code = (isStranger && readAs[raw]) || raw;
    const other = isStranger ? (readAsOther[raw] as number) : 0;
    if (count > first && codes[count - 1] === code && others[count - 1] === other && code !== ANY) {
      runs[count - 1] = Math.min(MAX_RUN, (runs[count - 1] as number) + 1);
      ends[count - 1] = ends[at] as number;
      continue;
    }
    hasVowel ||= isVowel[code] === 1;
    codes[count] = code;
    others[count] = other;
    runs[count] = 1;
    starts[count] = starts[at] as number;
    ends[count++] = ends[at] as number;
  }
  return { first, end: count, gap, isVowelless: !hasVowel };
}

/** Joins words that were set apart into one. */
export function joinWords(
  { letters, words }: Reading,
  from: number,
  to: number,
): { letters: Letters; word: Word } {
  const first = words[from]?.first ?? 0;
  const size = (words[to - 1]?.end ?? first) - first;
  const joined = room(size);
  let end = 0;
  for (let at = first; at < first + size; at++) {
    const code = letters.codes[at] as number;
    const run = letters.runs[at] as number;
    if (end > 0 && joined.codes[end - 1] === code) {
      joined.runs[end - 1] = Math.min(MAX_RUN, (joined.runs[end - 1] as number) + run);
      joined.ends[end - 1] = letters.ends[at] as number;
      continue;
    }
    joined.codes[end] = code;
    joined.others[end] = letters.others[at] as number;
    joined.runs[end] = run;
    joined.starts[end] = letters.starts[at] as number;
    joined.ends[end++] = letters.ends[at] as number;
  }
  return { letters: joined, word: { first: 0, end, gap: APART, isVowelless: false } };
}
