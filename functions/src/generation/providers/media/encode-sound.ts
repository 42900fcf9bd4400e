import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFfmpeg } from './run-ffmpeg.ts';
import { withTempFolder } from './with-temp-folder.ts';

export interface SoundToEncode {
  /** Numbers from -1 to 1, the channels of a moment side by side. */
  readonly samples: Float32Array;
  readonly rateHz: number;
  readonly channels: 1 | 2;
  /** Written into the file as its comment; ASCII without blanks. */
  readonly comment?: string;
  /** ffmpeg's filters between, if any. */
  readonly filters?: string;
  readonly abortSignal: AbortSignal | undefined;
}

/** A sound as MP3 that plays exactly as long as it is. @throws FfmpegError; the signal's reason */
export async function encodeSound(sound: SoundToEncode): Promise<Uint8Array> {
  const { samples, rateHz, channels, comment, filters, abortSignal } = sound;
  return withTempFolder(async (folder) => {
    // To a file: its head, which tells players what of the first and last frame to leave out, is written last.
    const file = join(folder, 'sound.mp3');
    await runFfmpeg(
      [
        ...['-f', 'f32le', '-ar', String(rateHz), '-ac', String(channels), '-i', 'pipe:0'],
        ...(filters ? ['-af', filters] : []),
        ...(comment ? ['-metadata', `comment=${comment}`] : []),
        ...['-fflags', '+bitexact', '-flags:a', '+bitexact', '-c:a', 'libmp3lame'],
        ...['-b:a', channels === 1 ? '64k' : '128k', file],
      ],
      { input: new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), abortSignal },
    );
    return readFile(file);
  });
}
