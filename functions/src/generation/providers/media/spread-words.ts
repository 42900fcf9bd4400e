import type { TimedWord } from '../models/align-words.ts';
import type { Span } from './read-sound.ts';

/** Spreads words over the audible spans, by their lengths. */
export function spreadWords(text: string, spans: readonly Span[]): TimedWord[] {
  const words = text.match(/\S+/g) ?? [];
  const audibleMs = spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  const length = words.reduce((sum, word) => sum + word.length, 0);
  if (audibleMs === 0 || length === 0) return [];
  let spoken = 0;
  return words.map((word) => {
    const startMs = placeIn(spans, { audibleMs: (audibleMs * spoken) / length, edge: 'start' });
    spoken += word.length;
    return {
      text: word,
      startMs,
      endMs: placeIn(spans, { audibleMs: (audibleMs * spoken) / length, edge: 'end' }),
    };
  });
}

/**
 * Returns the time at which this much has been heard. Between two spans, a word starts with the later and ends with the
 * earlier.
 */
function placeIn(
  spans: readonly Span[],
  { audibleMs, edge }: { audibleMs: number; edge: 'start' | 'end' },
): number {
  let left = audibleMs;
  for (const { startMs, endMs } of spans) {
    const lasts = endMs - startMs;
    if (edge === 'start' ? left < lasts - 1 : left <= lasts + 1)
      return Math.round(startMs + Math.min(left, lasts));
    left -= lasts;
  }
  return spans.at(-1)?.endMs ?? 0;
}
