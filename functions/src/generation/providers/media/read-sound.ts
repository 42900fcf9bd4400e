import { runFfmpeg } from './run-ffmpeg.ts';
import { withTempFolder } from './with-temp-folder.ts';
import { writeInputs } from './write-inputs.ts';

/** A span of time with sound, in milliseconds. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Returns the spans in which a recording isn't silent. @throws FfmpegError when it can't be read; the signal's reason
 */
export async function audibleSpans(
  bytes: Uint8Array,
  { abortSignal }: { readonly abortSignal: AbortSignal | undefined },
): Promise<Span[]> {
  let endMs = 0;
  const onTimeMs = (timeMs: number) => {
    endMs = Math.round(timeMs);
  };
  const { stderr } = await withTempFolder(async (folder) => {
    const [input = []] = await writeInputs(folder, [bytes]);
    const listening = ['-map', '0:a:0', '-af', 'silencedetect=noise=-38dB:d=0.12', '-f', 'null', '-'];
    return runFfmpeg([...input, ...listening], { abortSignal, onTimeMs });
  });
  const spans: Span[] = [];
  let from = 0;
  const close = (to: number) => {
    if (to - from > 20) spans.push({ startMs: from, endMs: to });
  };
  for (const [, edge, seconds] of stderr.matchAll(/silence_(start|end): (-?[\d.]+)/g)) {
    const atMs = Math.max(0, Math.round(Number(seconds) * 1_000));
    if (edge === 'start') close(atMs);
    from = edge === 'end' ? atMs : Number.POSITIVE_INFINITY;
  }
  close(endMs);
  return spans;
}
