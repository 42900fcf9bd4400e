import { MAX_FILE_BYTES } from '../made-file.ts';

/** Stopped there, a file is larger than one that is handed on: it does not pass for the whole. */
const ENOUGH_BYTES = MAX_FILE_BYTES + 1_000_000;

/** ffmpeg's arguments for video that every browser plays, and plays before all of it is there. */
export function videoOutput({ crf }: { crf: number }): string[] {
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-crf', String(crf)],
    ...['-pix_fmt', 'yuv420p', '-threads', '2', '-fs', String(ENOUGH_BYTES)],
    ...['-movflags', '+faststart', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-map_metadata', '-1'],
  ];
}
