import { runFfmpeg } from './run-ffmpeg.ts';
import { withTempFolder } from './with-temp-folder.ts';
import { writeInputs } from './write-inputs.ts';

export interface PictureFilters {
  /** ffmpeg's, from `[0:v]`, and `[1:v]` where something is laid over it. */
  readonly filters: string;
  /** Four bytes a pixel: red, green, blue, how little shines through. */
  readonly overlay?: { readonly width: number; readonly height: number; readonly pixels: Uint8Array };
  readonly abortSignal: AbortSignal | undefined;
}

/**
 * A picture through filters, as JPEG: the same for the same.
 * @throws TypeError, FfmpegError when it is no picture; the signal's reason
 */
export async function filterPicture(
  bytes: Uint8Array,
  { filters, overlay, abortSignal }: PictureFilters,
): Promise<Uint8Array> {
  return withTempFolder(async (folder) => {
    const [input = []] = await writeInputs(folder, [bytes]);
    const over = overlay
      ? ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${overlay.width}x${overlay.height}`, '-i', 'pipe:0']
      : [];
    const output = ['-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '3', '-pix_fmt', 'yuvj420p', '-threads', '1'];
    const { stdout } = await runFfmpeg(
      [...input, ...over, '-lavfi', filters, ...output, '-fflags', '+bitexact', '-f', 'mjpeg', 'pipe:1'],
      { abortSignal, ...(overlay && { input: overlay.pixels }) },
    );
    return stdout;
  });
}
