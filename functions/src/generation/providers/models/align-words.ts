/** A word with the signs and spaces that follow it, and the time at which it is spoken. */
export interface TimedWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** The most recognized words that are used: forty minutes of speech. */
const MAX_RECOGNIZED = 6_000;

/**
 * Gives each word of a text the time at which it was recognized. The recognized words may differ: they are matched with
 * the fewest and smallest changes (edit distance), and words that were not recognized lie between their neighbors. The
 * joined words are the text. Returns none if nothing was recognized.
 */
export function alignWords(
  text: string,
  { timedWords, durationMs }: { timedWords: readonly TimedWord[]; durationMs: number },
): TimedWord[] {
  const words = splitWords(text);
  const recognized = timedWords.flatMap(byWord).slice(0, MAX_RECOGNIZED);
  if (recognized.length === 0 || words.length === 0) return [];
  const times = match(
    words.map(keyOf),
    recognized.map(({ text }) => keyOf(text)),
  ).map((index) => {
    const found = index === undefined ? undefined : recognized[index];
    return found && { startMs: found.startMs, endMs: found.endMs };
  });
  return fillGaps(words, { times, endMs: Math.max(durationMs, recognized.at(-1)?.endMs ?? 0) });
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

function splitWords(text: string): string[] {
  const words: string[] = [];
  let before = '';
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (isWordLike) {
      words.push(before + segment);
      before = '';
    } else if (words.length > 0 && !/[([{¿¡«“‘]/u.test(segment)) {
      words[words.length - 1] += segment;
    } else {
      before += segment;
    }
  }
  if (before !== '' && words.length > 0) words[words.length - 1] += before;
  return words;
}

/** Splits a phrase into words, with the time divided by their lengths. */
function byWord({ text, startMs, endMs }: TimedWord): TimedWord[] {
  const words = splitWords(text);
  const length = words.join('').length;
  let at = 0;
  return words.map((word) => {
    const from = at;
    at += word.length;
    const time = (characters: number) => Math.round(startMs + ((endMs - startMs) * characters) / length);
    return { text: word, startMs: time(from), endMs: time(at) };
  });
}

/** Returns the audible part of a word. */
function keyOf(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

const GAP = 0.6;

/**
 * Returns the index of the matching recognized word for each wanted word: the cheapest way from one list to the other.
 */
function match(wanted: readonly string[], recognized: readonly string[]): (number | undefined)[] {
  const width = recognized.length + 1;
  const steps = new Uint8Array((wanted.length + 1) * width);
  let above = Float64Array.from({ length: width }, (_, index) => index * GAP);
  steps.fill(SKIP_SCRIPT, 0, width);
  for (const [row, word] of wanted.entries()) {
    const costs = new Float64Array(width);
    costs[0] = (row + 1) * GAP;
    steps[(row + 1) * width] = SKIP_WANTED;
    for (let column = 1; column < width; column++) {
      const both = at(above, column - 1) + difference(word, recognized[column - 1] ?? '');
      const wantedOnly = at(above, column) + GAP;
      const scriptOnly = at(costs, column - 1) + GAP;
      const least = Math.min(both, wantedOnly, scriptOnly);
      costs[column] = least;
      steps[(row + 1) * width + column] =
        least === both ? TAKE_BOTH : least === wantedOnly ? SKIP_WANTED : SKIP_SCRIPT;
    }
    above = costs;
  }
  const matched: (number | undefined)[] = wanted.map(() => undefined);
  for (let row = wanted.length, column = recognized.length; row > 0; ) {
    const step = steps[row * width + column];
    if (step === TAKE_BOTH) matched[row - 1] = column - 1;
    if (step !== SKIP_SCRIPT) row--;
    if (step !== SKIP_WANTED) column--;
  }
  return matched;
}

const TAKE_BOTH = 0;
const SKIP_WANTED = 1;
const SKIP_SCRIPT = 2;

function at(costs: Float64Array, index: number): number {
  return costs[index] ?? Number.POSITIVE_INFINITY;
}

/** Returns 0 for the same word, and 1 for words that share neither beginning nor end. */
function difference(one: string, other: string): number {
  if (one === other) return 0;
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start++;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return 1 - (start + end) / Math.max(one.length, other.length, 1);
}

type Time = Pick<TimedWord, 'startMs' | 'endMs'>;

/** Divides the time between two neighbors among the words without a time, by their lengths. */
function fillGaps(
  words: readonly string[],
  { times, endMs }: { times: readonly (Time | undefined)[]; endMs: number },
): TimedWord[] {
  const timed: TimedWord[] = [];
  for (let from = 0; from < words.length; ) {
    const time = times[from];
    if (time) {
      timed.push({ text: words[from] ?? '', ...time });
      from++;
      continue;
    }
    const next = times.findIndex((known, index) => index > from && known);
    const until = next === -1 ? words.length : next;
    const gap = { startMs: timed.at(-1)?.endMs ?? 0, endMs: times[until]?.startMs ?? endMs };
    const missing = words.slice(from, until).join('');
    timed.push(...byWord({ text: missing, ...gap, endMs: Math.max(gap.endMs, gap.startMs) }));
    from = until;
  }
  return timed;
}
