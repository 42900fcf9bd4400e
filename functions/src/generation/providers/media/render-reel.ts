import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cameraMove } from './camera-move.ts';
import { mediaFacts } from './media-facts.ts';
import { readCues } from './read-cues.ts';
import { audibleSpans } from './read-sound.ts';
import { runFfmpeg } from './run-ffmpeg.ts';
import { sceneStarts } from './scene-starts.ts';
import { spreadWords } from './spread-words.ts';
import { videoOutput } from './video-output.ts';
import { withTempFolder } from './with-temp-folder.ts';
import { writeInputs } from './write-inputs.ts';

export interface Reel {
  readonly scenes: readonly { readonly image: Uint8Array; readonly text: string }[];
  readonly narration: Uint8Array;
  readonly music: Uint8Array | null;
  /** WebVTT with the times of the narration's words. */
  readonly captions: string | null;
}

export interface CutOptions {
  readonly abortSignal: AbortSignal | undefined;
  onProgress?(fraction: number): void;
}

const SIZE = { width: 960, height: 540 };
const FRAMES_PER_SECOND = 24;
/** The time that the last image stays after the narration ends, in milliseconds. */
const TAIL_MS = 400;
const DEADLINE_MS = 20 * 60_000;

/**
 * Renders a reel: each image is shown, under a slow camera, while its text is spoken. The music is softer during
 * speech, and captions are a separate track. MP4 with H.264 and AAC, 960 by 540.
 * @throws TypeError, FfmpegError when a part is invalid; the signal's reason
 */
export async function renderReel(reel: Reel, { abortSignal, onProgress }: CutOptions): Promise<Uint8Array> {
  const { scenes, narration, music, captions } = reel;
  const spoken = await mediaFacts(narration, { abortSignal });
  if (!spoken?.hasAudio) throw new TypeError('The narration is no sound.');
  const timedWords = await audibleIn(reel, abortSignal);
  const texts = scenes.map(({ text }) => text);
  const starts = sceneStarts(texts, { timedWords, durationMs: spoken.durationMs });
  const totalMs = spoken.durationMs + TAIL_MS;
  return withTempFolder(async (folder) => {
    const files = [...scenes.map(({ image }) => image), narration, ...(music ? [music] : [])];
    const inputs = await writeInputs(folder, files);
    const captionsFile = join(folder, 'captions.vtt');
    if (captions) await writeFile(captionsFile, captions);
    const voice = scenes.length;
    const file = join(folder, 'reel.mp4');
    await runFfmpeg(
      [
        ...inputs.flatMap((input, index) => (index > voice ? ['-stream_loop', '-1', ...input] : input)),
        ...(captions ? ['-f', 'webvtt', '-i', captionsFile] : []),
        ...[
          '-filter_complex',
          [imagesFilter(starts, totalMs), soundFilter({ voice, music, totalMs })].join(';'),
        ],
        ...['-map', '[pictures]', '-map', '[sound]'],
        ...(captions
          ? ['-map', `${inputs.length}:s:0`, '-c:s', 'mov_text', '-metadata:s:s:0', 'language=und']
          : []),
        ...['-c:a', 'aac', '-b:a', '128k', '-ar', '44100', '-r', String(FRAMES_PER_SECOND)],
        ...videoOutput({ crf: 24 }),
        ...['-t', seconds(totalMs), file],
      ],
      {
        abortSignal,
        deadlineMs: DEADLINE_MS,
        onTimeMs: (timeMs) => onProgress?.(Math.min(timeMs / totalMs, 1)),
      },
    );
    return readFile(file);
  });
}

/** Returns the times of the words: from the captions, otherwise spread over the audible spans. */
async function audibleIn({ scenes, narration, captions }: Reel, abortSignal: AbortSignal | undefined) {
  const cues = readCues(captions ?? '');
  if (cues.length > 0) return cues;
  const text = scenes.map((scene) => scene.text).join('\n');
  return spreadWords(text, await audibleSpans(narration, { abortSignal }));
}

function imagesFilter(starts: readonly number[], totalMs: number): string {
  const frameAt = (ms: number) => Math.round((ms * FRAMES_PER_SECOND) / 1_000);
  const shots = starts.map((startMs, index) => {
    const frames = Math.max(1, frameAt(starts[index + 1] ?? totalMs) - frameAt(startMs));
    const shot = { ...SIZE, framesPerSecond: FRAMES_PER_SECOND, frames, move: index, depth: 0.22 };
    return `[${index}:v]${cameraMove(shot)}[p${index}]`;
  });
  const all = starts.map((_, index) => `[p${index}]`).join('');
  return `${shots.join(';')};${all}concat=n=${starts.length}[pictures]`;
}

interface Sound {
  /** The index of the input with speech; the next one plays the music. */
  readonly voice: number;
  readonly music: Uint8Array | null;
  readonly totalMs: number;
}

const STEREO = 'aresample=44100,aformat=sample_fmts=fltp:channel_layouts=stereo';

function soundFilter({ voice, music, totalMs }: Sound): string {
  const length = `apad,atrim=duration=${seconds(totalMs)}`;
  if (!music) return `[${voice}:a:0]${STEREO},${length}[sound]`;
  const fadeSeconds = Math.min(1.5, totalMs / 4_000);
  return [
    `[${voice}:a:0]${STEREO},${length},asplit[said][key]`,
    `[${voice + 1}:a:0]${STEREO},atrim=duration=${seconds(totalMs)},volume=0.5,afade=t=out:st=${seconds(totalMs - fadeSeconds * 1_000)}:d=${fadeSeconds}[played]`,
    '[played][key]sidechaincompress=threshold=0.015:ratio=9:attack=30:release=450[under]',
    '[said][under]amerge=inputs=2,pan=stereo|c0=c0+c2|c1=c1+c3,alimiter=limit=0.95:level=disabled[sound]',
  ].join(';');
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}
