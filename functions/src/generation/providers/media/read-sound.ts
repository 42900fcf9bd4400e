import { type FfmpegResult, runFfmpeg } from './run-ffmpeg.ts';
import { withTempFolder } from './with-temp-folder.ts';
import { writeInputs } from './write-inputs.ts';

/** Milliseconds in which something is heard. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

type Reading = { readonly abortSignal: AbortSignal | undefined };

/** The comment written into a file, if any. @throws FfmpegError when it cannot be read; the signal's reason */
export async function commentOf(bytes: Uint8Array, reading: Reading): Promise<string | undefined> {
  const { stdout } = await read(bytes, { ...reading, args: ['-f', 'ffmetadata', 'pipe:1'] });
  return /^comment=(.*)$/m.exec(stdout.toString('latin1'))?.[1];
}

/** Where a sound is not silent. @throws FfmpegError when it cannot be read; the signal's reason */
export async function heardSpans(bytes: Uint8Array, reading: Reading): Promise<Span[]> {
  let endMs = 0;
  const { stderr } = await read(bytes, {
    ...reading,
    args: ['-map', '0:a:0', '-af', 'silencedetect=noise=-38dB:d=0.12', '-f', 'null', '-'],
    onTimeMs(timeMs) {
      endMs = Math.round(timeMs);
    },
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

type Task = Reading & { readonly args: readonly string[]; onTimeMs?(timeMs: number): void };

async function read(bytes: Uint8Array, { args, ...options }: Task): Promise<FfmpegResult> {
  return withTempFolder(async (folder) => {
    const [input = []] = await writeInputs(folder, [bytes]);
    return runFfmpeg([...input, ...args], options);
  });
}
