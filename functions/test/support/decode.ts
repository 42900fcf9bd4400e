import { runFfmpeg } from '../../src/generation/providers/media/run-ffmpeg.ts';

/** What is seen and heard in an MP4, decoded. */

const FORMAT = ['-f', 'mov', '-i'];
export const SAMPLE_RATE_HZ = 8_000;

export type Colour = readonly [red: number, green: number, blue: number];

/** The mean colour of every frame; the frames come as often as `framesPerSecond` says. */
export async function frameColours(path: string, { framesPerSecond }: { framesPerSecond: number }) {
  const { stdout } = await runFfmpeg([
    ...[...FORMAT, path, '-map', '0:v:0', '-vf', `fps=${framesPerSecond},scale=1:1:flags=area,format=rgb24`],
    ...['-f', 'rawvideo', 'pipe:1'],
  ]);
  return Array.from({ length: stdout.length / 3 }, (_, frame): Colour => {
    const [red = 0, green = 0, blue = 0] = stdout.subarray(3 * frame, 3 * frame + 3);
    return [red, green, blue];
  });
}

/** The sound, mixed down to one channel. */
export async function samplesOf(path: string): Promise<Float32Array> {
  const { stdout } = await runFfmpeg([
    ...[...FORMAT, path, '-map', '0:a:0', '-ac', '1', '-ar', String(SAMPLE_RATE_HZ)],
    ...['-f', 'f32le', 'pipe:1'],
  ]);
  return new Float32Array(new Uint8Array(stdout).buffer);
}

/** How loud one tone is (its amplitude) between two moments. */
export function toneIn(
  samples: Float32Array,
  { hz, fromMs, toMs }: { hz: number; fromMs: number; toMs: number },
): number {
  const part = samples.subarray((fromMs * SAMPLE_RATE_HZ) / 1_000, (toMs * SAMPLE_RATE_HZ) / 1_000);
  let [real, imaginary] = [0, 0];
  for (const [index, sample] of part.entries()) {
    const angle = (2 * Math.PI * hz * index) / SAMPLE_RATE_HZ;
    real += sample * Math.cos(angle);
    imaginary += sample * Math.sin(angle);
  }
  return (2 * Math.hypot(real, imaginary)) / part.length;
}

/** Loudness by EBU R 128, in LUFS. */
export async function loudnessOf(path: string): Promise<number> {
  const { stderr } = await runFfmpeg([...FORMAT, path, '-map', '0:a:0', '-af', 'ebur128', '-f', 'null', '-']);
  const summary = /Integrated loudness:\s+I:\s+(-?[\d.]+) LUFS/.exec(stderr)?.[1];
  return Number(summary);
}

/** The track of subtitles as WebVTT. @throws FfmpegError when there is none */
export async function subtitlesOf(path: string): Promise<string> {
  const { stdout } = await runFfmpeg([...FORMAT, path, '-map', '0:s:0', '-f', 'webvtt', 'pipe:1']);
  return stdout.toString('utf8');
}

/** What streams there are and how they are encoded, as ffmpeg tells it: `Video: h264 (High)…`. */
export async function streamsOf(path: string): Promise<string[]> {
  const { stderr } = await runFfmpeg([...FORMAT, path, '-f', 'ffmetadata', '-']);
  return [...stderr.matchAll(/Stream #0:\d+.*?: ((?:Video|Audio|Subtitle): .*)$/gm)].map(
    ([, told = '']) => told,
  );
}
