import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFfmpeg } from '../../../../functions/src/generation/providers/media/run-ffmpeg.ts';
import { withTempFolder } from '../../../../functions/src/generation/providers/media/with-temp-folder.ts';

interface Sound {
  /** Numbers from -1 to 1, the channels of a moment side by side. */
  readonly samples: Float32Array;
  readonly rateHz: number;
  readonly channels: 1 | 2;
  /** Written into the file; ASCII without blanks. */
  readonly comment?: string;
  readonly signal: AbortSignal;
}

/** Encodes a sound as MP3 that plays exactly as long as it is. */
export async function encodeSound({ samples, rateHz, channels, comment, signal }: Sound): Promise<Buffer> {
  return withTempFolder(async (folder) => {
    // To a file: its head, which tells players what of the first and last frame to leave out, is written last.
    const file = join(folder, 'sound.mp3');
    await runFfmpeg(
      [
        ...['-f', 'f32le', '-ar', String(rateHz), '-ac', String(channels), '-i', 'pipe:0'],
        ...(comment ? ['-metadata', `comment=${comment}`] : []),
        ...['-fflags', '+bitexact', '-flags:a', '+bitexact', '-c:a', 'libmp3lame'],
        ...['-b:a', channels === 1 ? '64k' : '128k', file],
      ],
      { input: new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), abortSignal: signal },
    );
    return readFile(file);
  });
}
