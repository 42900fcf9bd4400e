import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cameraMove } from '../../../../functions/src/generation/providers/media/camera-move.ts';
import { runFfmpeg } from '../../../../functions/src/generation/providers/media/run-ffmpeg.ts';
import { videoOutput } from '../../../../functions/src/generation/providers/media/video-output.ts';
import { withTempFolder } from '../../../../functions/src/generation/providers/media/with-temp-folder.ts';
import { writeInputs } from '../../../../functions/src/generation/providers/media/write-inputs.ts';
import { paintImage } from './paint-image.ts';
import { seededRandom } from './seeded-random.ts';

const FRAMES_PER_SECOND = 24;

/** Films a flight over what the prompt's words suggest: MP4, exactly as long as asked. */
export async function filmVideo(
  { seconds, ...film }: { prompt: string; model: string; seconds: number; width: number; height: number },
  signal: AbortSignal,
): Promise<Buffer> {
  const { prompt, model, width, height } = film;
  const size = { width: Math.round(width * 1.5), height: Math.round(height * 1.5) };
  const image = await paintImage({ ...film, ...size, format: 'jpeg', signal });
  const frames = Math.round(seconds * FRAMES_PER_SECOND);
  const move = seededRandom(`${model}: ${prompt}`).below(4);
  return withTempFolder(async (folder) => {
    const [input = []] = await writeInputs(folder, [image]);
    const shot = cameraMove({ width, height, framesPerSecond: FRAMES_PER_SECOND, frames, move, depth: 0.5 });
    const light = "eq=brightness='0.03*sin(2*PI*t/4)':eval=frame";
    const file = join(folder, 'film.mp4');
    const rate = ['-r', String(FRAMES_PER_SECOND)];
    await runFfmpeg([...input, '-vf', `${shot},${light}`, ...rate, ...videoOutput({ crf: 23 }), file], {
      abortSignal: signal,
    });
    return readFile(file);
  });
}
