/** ffmpeg's arguments for video that every browser plays, and plays before all of it is there. */
export function videoOutput({ crf }: { crf: number }): string[] {
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-crf', String(crf)],
    ...['-pix_fmt', 'yuv420p', '-threads', '2'],
    ...['-movflags', '+faststart', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-map_metadata', '-1'],
  ];
}
