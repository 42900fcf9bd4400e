import { alignWords, type TimedWord } from '../align-words.ts';

/**
 * When each scene's text begins to be spoken, in milliseconds; the first at 0, each later than the one before.
 * @param timedWords what is spoken and when, in words or in longer pieces
 */
export function sceneStarts(
  texts: readonly string[],
  { timedWords, durationMs }: { timedWords: readonly TimedWord[]; durationMs: number },
): number[] {
  const words = alignWords(texts.join('\n'), { timedWords, durationMs });
  let at = 0;
  const wordStarts = words.map(({ text, startMs }) => {
    const offset = at;
    at += text.length;
    return { offset, startMs };
  });
  let offset = 0;
  const starts: number[] = [];
  for (const [index, text] of texts.entries()) {
    const spoken = wordStarts.find((word) => word.offset >= offset)?.startMs;
    // Where nothing is heard of it: its share of the time.
    const guess = (durationMs * index) / texts.length;
    const soonest = (starts.at(-1) ?? -MIN_SCENE_MS) + MIN_SCENE_MS;
    starts.push(index === 0 ? 0 : Math.max(soonest, Math.round(spoken ?? guess)));
    offset += text.length + 1;
  }
  return starts;
}

/** Two frames: a picture that nobody has time to see is still there. */
const MIN_SCENE_MS = 84;
