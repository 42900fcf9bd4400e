import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cameraMove } from './camera-move.ts';
import { runFfmpeg } from './run-ffmpeg.ts';
import { videoOutput } from './video-output.ts';
import { withTempFolder } from './with-temp-folder.ts';
import { writeInputs } from './write-inputs.ts';

export const FRAMES_PER_SECOND = 24;

export interface Film {
  /** One shot each, all as long. */
  readonly pictures: readonly Uint8Array[];
  /** The first shot's way of the camera. */
  readonly firstMove: number;
  readonly seconds: number;
  /** Even. */
  readonly width: number;
  readonly height: number;
  readonly abortSignal: AbortSignal | undefined;
}

/** Camera flights over pictures, one after another, as MP4 without sound. @throws FfmpegError; the signal's reason */
export async function filmPictures(film: Film): Promise<Uint8Array> {
  const { pictures, firstMove, seconds, width, height, abortSignal } = film;
  const allFrames = Math.round(seconds * FRAMES_PER_SECOND);
  return withTempFolder(async (folder) => {
    const inputs = await writeInputs(folder, pictures);
    const shots = pictures.map((_, index) => {
      const until = (count: number) => Math.round((allFrames * count) / pictures.length);
      const frames = until(index + 1) - until(index);
      const shot = { width, height, framesPerSecond: FRAMES_PER_SECOND, frames, depth: 0.5 };
      return `[${index}:v]${cameraMove({ ...shot, move: firstMove + index })}[s${index}]`;
    });
    const joined = pictures.map((_, index) => `[s${index}]`).join('');
    // The light breathes.
    const light = `concat=n=${pictures.length},eq=brightness='0.025*sin(2*PI*t/5)':eval=frame[film]`;
    const file = join(folder, 'film.mp4');
    await runFfmpeg(
      [
        ...inputs.flat(),
        ...['-filter_complex', [...shots, joined + light].join(';'), '-map', '[film]'],
        ...['-r', String(FRAMES_PER_SECOND), ...videoOutput({ crf: 23 }), file],
      ],
      { abortSignal },
    );
    return readFile(file);
  });
}
