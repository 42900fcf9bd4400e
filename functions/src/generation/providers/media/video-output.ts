import { MAX_FILE_BYTES } from '../models/made-file.ts';

/** ffmpeg stops at this size, which is more than the largest accepted file, so a cut-off file is never accepted. */
const ENOUGH_BYTES = MAX_FILE_BYTES + 1_000_000;

/**
 * Returns ffmpeg's arguments for video that every browser can play, and can start to play before all of it is loaded.
 */
export function videoOutput({ crf }: { crf: number }): string[] {
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-crf', String(crf)],
    ...['-pix_fmt', 'yuv420p', '-threads', '2', '-fs', String(ENOUGH_BYTES)],
    ...['-movflags', '+faststart', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-map_metadata', '-1'],
  ];
}
