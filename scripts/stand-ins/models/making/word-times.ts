import { runFfmpeg } from '../../../../functions/src/generation/providers/media/run-ffmpeg.ts';
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
 * is told, each by its length over the whole.
 */
export async function hearWords(
  recording: Uint8Array,
  { text, signal }: { text: string; signal: AbortSignal },
): Promise<SpokenWord[]> {
  return withTempFolder(async (folder) => {
    const [input = []] = await writeInputs(folder, [recording]);
    let durationMs = 0;
    const onTimeMs = (timeMs: number) => {
      durationMs = timeMs;
    };
    const decoded = [...input, '-f', 'ffmetadata', 'pipe:1', '-map', '0:a:0', '-f', 'null', '-'];
    const { stdout } = await runFfmpeg(decoded, { abortSignal: signal, onTimeMs });
    const [, comment] = new RegExp(`^comment=${MARK}(.*)$`, 'm').exec(stdout.toString('latin1')) ?? [];
    return comment ? readComment(comment) : spread(text, durationMs);
  });
}

function readComment(comment: string): SpokenWord[] {
  const rows: [string, number, number][] = JSON.parse(Buffer.from(comment, 'base64url').toString());
  return rows.map(([text, startMs, endMs]) => ({ text, startMs, endMs }));
}

function spread(text: string, durationMs: number): SpokenWord[] {
  const words = text.match(/\S+/g) ?? [];
  const perCharacterMs = durationMs / Math.max(1, words.join('').length);
  let said = 0;
  return words.map((word) => {
    const startMs = said * perCharacterMs;
    said += word.length;
    return { text: word, startMs, endMs: said * perCharacterMs };
  });
}
