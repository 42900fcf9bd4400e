import type { TimedWord } from './align-words.ts';

/** Two lines that people can read at a glance. */
const MAX_CUE_CHARACTERS = 84;
const MAX_CUE_MS = 6_000;
/** A pause that viewers notice. */
const PAUSE_MS = 700;
const ENDS_SENTENCE = /[.!?…。！？]["'”’»)\]]*\s*$/u;

/** Writes words as WebVTT, in order: one cue for each sentence, or for as much of it as can be read at once. */
export function webVtt(words: readonly TimedWord[]): string {
  const cues = cuesOf(words).map(
    (cue, index) =>
      `${index + 1}\n${timestamp(cue.startMs)} --> ${timestamp(cue.endMs)}\n${shown(cue.text)}\n`,
  );
  return ['WEBVTT\n', ...cues].join('\n');
}

function cuesOf(words: readonly TimedWord[]): TimedWord[] {
  const cues: TimedWord[] = [];
  for (const word of words) {
    const cue = cues.at(-1);
    if (!cue || isNext(cue, word)) {
      cues.push({ ...word, endMs: Math.max(word.endMs, word.startMs + 1) });
    } else {
      cues[cues.length - 1] = {
        text: cue.text + word.text,
        startMs: cue.startMs,
        endMs: Math.max(word.endMs, cue.endMs),
      };
    }
  }
  return cues;
}

function isNext(cue: TimedWord, word: TimedWord): boolean {
  return (
    ENDS_SENTENCE.test(cue.text) ||
    cue.text.includes('\n') ||
    cue.text.length + word.text.trimEnd().length > MAX_CUE_CHARACTERS ||
    word.endMs - cue.startMs > MAX_CUE_MS ||
    word.startMs - cue.endMs > PAUSE_MS
  );
}

function shown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);
}

function timestamp(ms: number): string {
  const part = (value: number, digits: number) => String(Math.floor(value)).padStart(digits, '0');
  return `${part(ms / 3_600_000, 2)}:${part((ms / 60_000) % 60, 2)}:${part((ms / 1_000) % 60, 2)}.${part(ms % 1_000, 3)}`;
}
