import { alignWords, type TimedWord } from '../models/align-words.ts';

/**
 * Returns when each scene's text begins to be spoken, in milliseconds; the first at 0, each later than the previous.
 * @param timedWords the spoken words or longer pieces, with their times
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
    // If nothing of it was recognized, its share of the time.
    const guess = (durationMs * index) / texts.length;
    const soonest = (starts.at(-1) ?? -MIN_SCENE_MS) + MIN_SCENE_MS;
    starts.push(index === 0 ? 0 : Math.max(soonest, Math.round(spoken ?? guess)));
    offset += text.length + 1;
  }
  return starts;
}

/** Two frames, so that even the shortest scene shows its image. */
const MIN_SCENE_MS = 84;
