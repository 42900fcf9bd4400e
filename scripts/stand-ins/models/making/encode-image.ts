import { runFfmpeg } from '../../../../functions/src/generation/providers/media/run-ffmpeg.ts';
import { withTempFolder } from '../../../../functions/src/generation/providers/media/with-temp-folder.ts';
import { writeInputs } from '../../../../functions/src/generation/providers/media/write-inputs.ts';
import { readPalette } from './palettes.ts';
import { seededRandom } from './seeded-random.ts';

export type ImageFormat = 'jpeg' | 'png' | 'webp';

const encoders: Record<ImageFormat, readonly string[]> = {
  jpeg: ['-c:v', 'mjpeg', '-q:v', '3', '-pix_fmt', 'yuvj420p', '-f', 'mjpeg'],
  png: ['-c:v', 'png', '-f', 'image2pipe'],
  webp: ['-c:v', 'libwebp', '-quality', '80', '-f', 'webp'],
};

/** Encodes pixels of three bytes each. */
export async function encodeImage(
  pixels: Uint8Array,
  {
    width,
    height,
    format,
    signal,
  }: { width: number; height: number; format: ImageFormat; signal: AbortSignal },
): Promise<Buffer> {
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`, '-i', 'pipe:0'];
  const { stdout } = await runFfmpeg([...raw, '-frames:v', '1', ...output(format)], {
    input: pixels,
    abortSignal: signal,
  });
  return stdout;
}

/** Styles by the words that ask for them, as ffmpeg's filters. */
const styles: readonly (readonly [words: RegExp, filters: string])[] = [
  [/meme/i, 'eq=contrast=1.4:saturation=1.3,drawbox=h=ih/7:t=fill,drawbox=y=ih-ih/7:h=ih/7:t=fill'],
  [
    /cartoon|comic|anime/i,
    "lutrgb='trunc(val/51)*51':'trunc(val/51)*51':'trunc(val/51)*51',eq=saturation=1.7",
  ],
  [
    /ghibli|watercolou?r|paint/i,
    'gblur=sigma=1.5,eq=saturation=1.45:gamma=1.2,colorbalance=rs=0.12:bh=-0.15',
  ],
];

/** Redraws an image as an instruction says, in the size it has. @throws TypeError, FfmpegError when it is no image */
export async function restyleImage(
  image: Uint8Array,
  { instruction, format, signal }: { instruction: string; format: ImageFormat; signal: AbortSignal },
): Promise<Buffer> {
  const filters = styles.find(([words]) => words.test(instruction))?.[1] ?? tint(instruction);
  return filterImage(image, { filters, format, signal });
}

/** Enlarges an image. @throws TypeError, FfmpegError when it is no image */
export async function enlargeImage(
  image: Uint8Array,
  { factor, format, signal }: { factor: number; format: ImageFormat; signal: AbortSignal },
): Promise<Buffer> {
  const filters = `scale=${factor}*iw:${factor}*ih:flags=lanczos`;
  return filterImage(image, { filters, format, signal });
}

async function filterImage(
  image: Uint8Array,
  { filters, format, signal }: { filters: string; format: ImageFormat; signal: AbortSignal },
): Promise<Buffer> {
  return withTempFolder(async (folder) => {
    const [input = []] = await writeInputs(folder, [image]);
    const filtered = [...input, '-vf', filters, '-frames:v', '1', ...output(format)];
    return (await runFfmpeg(filtered, { abortSignal: signal })).stdout;
  });
}

function output(format: ImageFormat): readonly string[] {
  return ['-threads', '1', '-fflags', '+bitexact', ...encoders[format], 'pipe:1'];
}

/** Lays the colors over the image that the words suggest. */
function tint(instruction: string): string {
  const [red, green, blue] = readPalette(instruction, seededRandom(instruction)).horizon;
  const share = (value: number) => (value / 255 - 0.5).toFixed(2);
  return `colorbalance=rm=${share(red)}:gm=${share(green)}:bm=${share(blue)},eq=saturation=1.3`;
}
