import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mediaFacts } from './media-facts.ts';
import type { CutOptions } from './render-reel.ts';
import { runFfmpeg } from './run-ffmpeg.ts';
import { videoOutput } from './video-output.ts';
import { withTempFolder } from './with-temp-folder.ts';
import { writeInputs } from './write-inputs.ts';

const FRAME = 'scale=trunc(iw/2)*2:trunc(ih/2)*2,eq=contrast=1.07:saturation=1.18,unsharp=5:5:0.7';
/** The usual loudness of video on the web (EBU R 128 at -16 LUFS). */
const SOUND = 'loudnorm=I=-16:TP=-1.5:LRA=11,aresample=44100,aformat=channel_layouts=stereo';
const DEADLINE_MS = 20 * 60_000;

/**
 * Makes a video look clearer and sound evenly loud, with the same length and size.
 * @returns MP4
 * @throws TypeError, FfmpegError when it isn't a video; the signal's reason
 */
export async function polishVideo(
  video: Uint8Array,
  { abortSignal, onProgress }: CutOptions,
): Promise<Uint8Array> {
  const facts = await mediaFacts(video, { abortSignal });
  if (facts?.kind !== 'video') throw new TypeError('These bytes are no video.');
  const { durationMs, hasAudio, mediaType } = facts;
  return withTempFolder(async (folder) => {
    const [input = []] = await writeInputs(folder, [video]);
    const file = join(folder, 'polished.mp4');
    // Captions in other formats can be images.
    const captions = mediaType === 'video/mp4' ? ['-map', '0:s:0?', '-c:s', 'mov_text'] : [];
    await runFfmpeg(
      [
        ...input,
        ...['-map', '0:v:0', '-vf', FRAME],
        ...(hasAudio ? ['-map', '0:a:0', '-af', SOUND, '-c:a', 'aac', '-b:a', '160k'] : []),
        ...captions,
        ...videoOutput({ crf: 21 }),
        file,
      ],
      {
        abortSignal,
        deadlineMs: DEADLINE_MS,
        onTimeMs: (timeMs) => onProgress?.(Math.min(timeMs / Math.max(durationMs, 1), 1)),
      },
    );
    return readFile(file);
  });
}
