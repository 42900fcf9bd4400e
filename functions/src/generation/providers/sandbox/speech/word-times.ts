import { z } from 'zod';
import type { SpokenWord } from './score-text.ts';

const MARK = 'sandbox-words:';
const Words = z.array(z.tuple([z.string(), z.int(), z.int()]));

/** When each word is said, as the comment of a sound file. */
export function wordTimesComment(words: readonly SpokenWord[]): string {
  const rows = words.map(({ text, startMs, endMs }) => [text, Math.round(startMs), Math.round(endMs)]);
  return MARK + Buffer.from(JSON.stringify(rows)).toString('base64url');
}

/** What such a comment says; undefined for any other. */
export function readWordTimes(comment: string | undefined): SpokenWord[] | undefined {
  if (!comment?.startsWith(MARK)) return undefined;
  try {
    const rows = JSON.parse(Buffer.from(comment.slice(MARK.length), 'base64url').toString());
    return Words.parse(rows).map(([text, startMs, endMs]) => ({ text, startMs, endMs }));
  } catch {
    return undefined;
  }
}
