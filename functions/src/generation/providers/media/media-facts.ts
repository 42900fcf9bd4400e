import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type MediaFormat, mediaFormat } from './media-format.ts';
import { FfmpegError, runFfmpeg } from './run-ffmpeg.ts';
import { withTempFolder } from './with-temp-folder.ts';

/** Facts about bytes, whatever they claim to be. */
export interface MediaFacts {
  readonly kind: 'image' | 'audio' | 'video';
  readonly mediaType: string;
  /** To the end of the last sound or frame; 0 for an image. */
  readonly durationMs: number;
  /** Pixels; 0 for sound. */
  readonly width: number;
  readonly height: number;
  readonly hasAudio: boolean;
}

const DEADLINE_MS = 30_000;
/** A small file can unfold into an image that fills the memory. */
const MAX_PIXELS = 50_000_000;

/**
 * Determines whether bytes are an image, sound or video that browsers can show or play, with its size and duration.
 * Judges only by the bytes: by the first ones, then by decoding the first image and all of the sound.
 * @returns null if they are none of these or can't be read
 * @throws FfmpegError when reading takes too long; the signal's reason
 */
export async function mediaFacts(
  bytes: Uint8Array,
  { abortSignal }: { abortSignal?: AbortSignal | undefined } = {},
): Promise<MediaFacts | null> {
  const format = mediaFormat(bytes);
  if (!format) return null;
  return withTempFolder(async (folder) => {
    const file = join(folder, 'media');
    await writeFile(file, bytes);
    try {
      return await read({ file, format, abortSignal });
    } catch (error) {
      if (error instanceof FfmpegError && error.exitCode !== null) return null;
      throw error;
    }
  });
}

interface Reading {
  readonly file: string;
  readonly format: MediaFormat;
  readonly abortSignal: AbortSignal | undefined;
}

async function read({ file, format, abortSignal }: Reading): Promise<MediaFacts | null> {
  const limits = { abortSignal, deadlineMs: DEADLINE_MS };
  // The format is given and never guessed, so that nothing is read as a playlist that names other files or addresses.
  const input = ['-max_pixels', String(MAX_PIXELS), '-f', format.demuxer, '-i', file];
  const about = readAbout(await runFfmpeg([...input, '-f', 'ffmetadata', '-'], limits));
  const decoded = async (args: string[]) => {
    let timeMs = 0;
    const onTimeMs = (soFarMs: number) => {
      timeMs = soFarMs;
    };
    await runFfmpeg([...input, ...args, '-f', 'null', '-'], { ...limits, onTimeMs });
    return Math.round(timeMs);
  };
  const { width, height, hasAudio, headerMs } = about;
  const { image, audio, video } = format;
  const size = { width, height };
  if (image || (video && width > 0)) await decoded(['-map', '0:v:0', '-frames:v', '1']);
  if (image) return width > 0 ? { kind: 'image', mediaType: image, durationMs: 0, ...size, hasAudio } : null;
  if (video && width > 0) {
    const reachedMs = await decoded(['-map', '0:v:0', '-map', '0:a:0?', '-c:v', 'copy']);
    if (reachedMs < (headerMs ?? 0) * MIN_SHARE_THERE - 1_000) return null;
    return { kind: 'video', mediaType: video, durationMs: headerMs ?? reachedMs, ...size, hasAudio };
  }
  if (!audio || !hasAudio) return null;
  const durationMs = await decoded(['-map', '0:a:0']);
  return durationMs > 0
    ? { kind: 'audio', mediaType: audio, durationMs, width: 0, height: 0, hasAudio }
    : null;
}

/** If less than this is there of what the header promises, the file was cut off. */
const MIN_SHARE_THERE = 0.9;

function readAbout({ stderr }: { stderr: string }) {
  const streams = [...stderr.matchAll(/^ {4}Stream #0:\d+.*?: (Audio|Video): (.*)$/gm)];
  // The cover image of a song isn't a video.
  const video = streams.find(([, kind, text]) => kind === 'Video' && !text?.includes('attached pic'))?.[2];
  const [, wide = '0', high = '0'] = /, (\d+)x(\d+)/.exec(video ?? '') ?? [];
  const isTurned = /rotation of -?(?:90|270)\.00 degrees/.test(stderr);
  const [width, height] = isTurned ? [Number(high), Number(wide)] : [Number(wide), Number(high)];
  const [, hours, minutes, seconds] = /^ {2}Duration: (\d+):(\d+):([\d.]+)/m.exec(stderr) ?? [];
  const headerMs =
    seconds === undefined
      ? undefined
      : Math.round((Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000);
  return { width, height, headerMs, hasAudio: streams.some(([, kind]) => kind === 'Audio') };
}
