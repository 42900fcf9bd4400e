import { type FfmpegResult, runFfmpeg } from '../../src/generation/providers/media/run-ffmpeg.ts';
import { withTempFolder } from '../../src/generation/providers/media/with-temp-folder.ts';
import { writeInputs } from '../../src/generation/providers/media/write-inputs.ts';

export const SOUND_RATE = 16_000;
const FRAME = { width: 64, height: 36 };

/** What ffmpeg's own generators make; the last argument names the format. */
export async function make(...args: string[]): Promise<Uint8Array> {
  const format = args.pop() ?? '';
  const generators = args.flatMap((arg) =>
    arg.startsWith('-') || !arg.includes('=') ? [arg] : ['-f', 'lavfi', '-i', arg],
  );
  const { stdout } = await runFfmpeg([...generators, '-f', format, 'pipe:1']);
  return stdout;
}

async function read(bytes: Uint8Array, args: readonly string[]): Promise<FfmpegResult> {
  return withTempFolder(async (folder) => {
    const [input = []] = await writeInputs(folder, [bytes]);
    return runFfmpeg([...input, ...args, 'pipe:1']);
  });
}

async function decode(bytes: Uint8Array, args: readonly string[]): Promise<Buffer> {
  return (await read(bytes, args)).stdout;
}

/** What streams there are and how they are encoded, as ffmpeg tells it: `Video: h264 (High)…`. */
export async function streamsOf(bytes: Uint8Array): Promise<string[]> {
  const { stderr } = await read(bytes, ['-f', 'ffmetadata']);
  return [...stderr.matchAll(/Stream #0:\d+.*?: ((?:Video|Audio|Subtitle): .*)$/gm)].map(
    ([, told = '']) => told,
  );
}

/** The track of subtitles as WebVTT. @throws FfmpegError when there is none */
export async function subtitlesOf(bytes: Uint8Array): Promise<string> {
  return (await decode(bytes, ['-map', '0:s:0', '-f', 'webvtt'])).toString('utf8');
}

/** How loud it seems from beginning to end, by EBU R 128, in LUFS. */
export async function loudnessUnits(bytes: Uint8Array): Promise<number> {
  const { stderr } = await read(bytes, ['-map', '0:a:0', '-af', 'ebur128', '-f', 'null']);
  return Number(/Integrated loudness:\s+I:\s+(-?[\d.]+) LUFS/.exec(stderr)?.[1]);
}

/** A sound, or what is heard of a video: numbers from -1 to 1, `SOUND_RATE` a second. */
export async function listen(bytes: Uint8Array, { filters = 'anull' } = {}): Promise<Float32Array> {
  const rate = ['-ac', '1', '-ar', String(SOUND_RATE)];
  const raw = await decode(bytes, ['-map', '0:a:0', '-af', filters, ...rate, '-f', 'f32le']);
  return new Float32Array(new Uint8Array(raw).buffer);
}

/** Every frame of a video, or the one of a picture, small: three bytes a pixel. */
export async function look(bytes: Uint8Array, { framesPerSecond = 24 } = {}): Promise<Uint8Array[]> {
  const { width, height } = FRAME;
  const filters = `fps=${framesPerSecond},scale=${width}:${height}:flags=area`;
  const raw = await decode(bytes, ['-map', '0:v:0', '-vf', filters, '-pix_fmt', 'rgb24', '-f', 'rawvideo']);
  const size = width * height * 3;
  return Array.from({ length: raw.length / size }, (_, index) =>
    raw.subarray(index * size, (index + 1) * size),
  );
}

/** Loudness between two times, root of the mean square: 0 is silence. */
export function loudness(sound: Float32Array, [fromMs, toMs]: readonly [number, number]): number {
  const part = sound.subarray((fromMs * SOUND_RATE) / 1_000, (toMs * SOUND_RATE) / 1_000);
  return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(part.length, 1));
}

/** How loud one tone is between two times: its amplitude. */
export function toneIn(
  sound: Float32Array,
  { hz, between: [fromMs, toMs] }: { hz: number; between: readonly [number, number] },
): number {
  const part = sound.subarray((fromMs * SOUND_RATE) / 1_000, (toMs * SOUND_RATE) / 1_000);
  let [real, imaginary] = [0, 0];
  for (const [index, sample] of part.entries()) {
    const angle = (2 * Math.PI * hz * index) / SOUND_RATE;
    real += sample * Math.cos(angle);
    imaginary += sample * Math.sin(angle);
  }
  return (2 * Math.hypot(real, imaginary)) / part.length;
}

/** Mean red, green and blue of a frame. */
export function meanColor(frame: Uint8Array): readonly [red: number, green: number, blue: number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (const [at, value] of frame.entries()) sums[(at % 3) as 0 | 1 | 2] += value;
  const [red, green, blue] = sums.map((sum) => (sum * 3) / frame.length) as typeof sums;
  return [red, green, blue];
}

/** Mean difference of two frames, 0 to 255. */
export function difference(one: Uint8Array, other: Uint8Array): number {
  return one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0) / one.length;
}

/** How far a frame's values are spread around their mean. */
export function spreadOf(frame: Uint8Array): number {
  const mean = frame.reduce((sum, value) => sum + value, 0) / frame.length;
  return Math.sqrt(frame.reduce((sum, value) => sum + (value - mean) ** 2, 0) / frame.length);
}
