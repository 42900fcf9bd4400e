import { audibleSpans } from '../../../../functions/src/generation/providers/media/read-sound.ts';
import { runFfmpeg } from '../../../../functions/src/generation/providers/media/run-ffmpeg.ts';
import { spreadWords } from '../../../../functions/src/generation/providers/media/spread-words.ts';
import { withTempFolder } from '../../../../functions/src/generation/providers/media/with-temp-folder.ts';
import { writeInputs } from '../../../../functions/src/generation/providers/media/write-inputs.ts';

export interface SpokenWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

const MARK = 'spoken-words:';

/** Writes down when each word is spoken, as the comment of a sound file. */
export function wordTimesComment(words: readonly SpokenWord[]): string {
  const rows = words.map(({ text, startMs, endMs }) => [text, Math.round(startMs), Math.round(endMs)]);
  return MARK + Buffer.from(JSON.stringify(rows)).toString('base64url');
}

/**
 * Tells when each word of a recording is spoken: exactly where a stand-in spoke it, else the words of the text, if one
 * is told, over the time in which something is heard.
 */
export async function hearWords(
  recording: Uint8Array,
  { text, signal: abortSignal }: { text: string; signal: AbortSignal },
): Promise<SpokenWord[]> {
  const metadata = await withTempFolder(async (folder) => {
    const [input = []] = await writeInputs(folder, [recording]);
    return (await runFfmpeg([...input, '-f', 'ffmetadata', 'pipe:1'], { abortSignal })).stdout.toString(
      'latin1',
    );
  });
  const [, comment] = new RegExp(`^comment=${MARK}(.*)$`, 'm').exec(metadata) ?? [];
  if (!comment) return spreadWords(text, await audibleSpans(recording, { abortSignal }));
  const rows: [string, number, number][] = JSON.parse(Buffer.from(comment, 'base64url').toString());
  return rows.map(([word, startMs, endMs]) => ({ text: word, startMs, endMs }));
}
