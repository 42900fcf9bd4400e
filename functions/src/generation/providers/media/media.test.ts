import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { make } from '../../../../test/support/decode-media.ts';
import { mediaFacts } from './media-facts.ts';
import { readCues } from './read-cues.ts';
import { audibleSpans } from './read-sound.ts';
import { FfmpegError, runFfmpeg } from './run-ffmpeg.ts';
import { sceneStarts } from './scene-starts.ts';
import { spreadWords } from './spread-words.ts';
import { withTempFolder } from './with-temp-folder.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Others of this machine use its folder too. */
let ownTemp = '';
beforeAll(async () => {
  ownTemp = await mkdtemp(join(tmpdir(), 'firemeter-test-'));
  vi.stubEnv('TMPDIR', ownTemp);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(ownTemp, { recursive: true, force: true });
});

const TONE = 'sine=frequency=440:duration=1.5';
const MOVING = 'testsrc=size=160x90:rate=24:duration=1.5';
const fragmented = ['-pix_fmt', 'yuv420p', '-movflags', 'frag_keyframe+delay_moov'];

test.each([
  ['image/png', ['testsrc=size=160x90', '-frames:v', '1', '-c:v', 'png', 'image2pipe'], 'image'],
  ['image/jpeg', ['testsrc=size=160x90', '-frames:v', '1', '-c:v', 'mjpeg', 'image2pipe'], 'image'],
  ['image/webp', ['testsrc=size=160x90', '-frames:v', '1', '-c:v', 'libwebp', 'image2pipe'], 'image'],
  ['image/gif', [MOVING, 'gif'], 'image'],
  ['audio/mpeg', [TONE, 'mp3'], 'audio'],
  ['audio/wav', [TONE, 'wav'], 'audio'],
  ['audio/ogg', [TONE, '-c:a', 'libvorbis', 'ogg'], 'audio'],
  ['audio/flac', [TONE, 'flac'], 'audio'],
  ['audio/webm', [TONE, 'webm'], 'audio'],
  ['audio/mp4', [TONE, '-movflags', 'frag_keyframe+empty_moov', 'mp4'], 'audio'],
  ['video/mp4', [MOVING, TONE, ...fragmented, 'mp4'], 'video'],
  ['video/quicktime', [MOVING, TONE, ...fragmented, 'mov'], 'video'],
  ['video/webm', [MOVING, TONE, '-c:v', 'libvpx', '-deadline', 'realtime', 'webm'], 'video'],
])('%s is recognized by its bytes, with its size and duration', async (mediaType, made, kind) => {
  const facts = await mediaFacts(await make(...made));
  expect(facts).toMatchObject({ kind, mediaType, hasAudio: kind !== 'image' });
  expect([facts?.width, facts?.height]).toEqual(kind === 'audio' ? [0, 0] : [160, 90]);
  expect(Math.abs((facts?.durationMs ?? 0) - (kind === 'image' ? 0 : 1_500))).toBeLessThan(50);
});

test.each([
  ['nothing', new Uint8Array()],
  ['text', Buffer.from('a story')],
  ['a playlist that names other files', Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n')],
  ['a page', Buffer.from('<!doctype html><img src=x>')],
  ['a picture of which only the start came', Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF', 'latin1')],
  ['a name without a picture', Buffer.from('\x89PNG\r\n\x1a\nnothing', 'latin1')],
])('%s is rejected', async (_, bytes) => {
  expect(await mediaFacts(bytes)).toBeNull();
});

test('a video that was cut off is rejected', async () => {
  const whole = await make(MOVING, '-pix_fmt', 'yuv420p', '-movflags', 'frag_keyframe+empty_moov', 'mp4');
  expect(await mediaFacts(whole.subarray(0, whole.length / 2))).toBeNull();
});

/** Never ends by itself. */
const endless = ['-re', '-f', 'lavfi', '-i', 'testsrc', '-f', 'null', '-'];

test('work that is aborted ends within 200 ms and leaves nothing behind', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  let stoppedAt = 0;
  const work = withTempFolder((folder) =>
    runFfmpeg([...endless, '-y', join(folder, 'copy.mkv')], {
      abortSignal: controller.signal,
      onTimeMs() {
        stoppedAt ||= performance.now();
        controller.abort(reason);
      },
    }),
  );
  await expect(work).rejects.toBe(reason);
  expect(performance.now() - stoppedAt).toBeLessThan(200);
  expect(await readdir(ownTemp)).toEqual([]);
});

test('work that takes too long is killed', async () => {
  await expect(runFfmpeg(endless, { deadlineMs: 100 })).rejects.toThrow('ffmpeg took too long');
});

test('work that was aborted before its start doesn’t start', async () => {
  await expect(runFfmpeg(endless, { abortSignal: AbortSignal.abort() })).rejects.toThrow('aborted');
});

test('a failure contains its cause', async () => {
  const failed = runFfmpeg(['-i', join(ownTemp, 'missing.mp4'), '-f', 'null', '-']);
  await expect(failed).rejects.toThrow(FfmpegError);
  await expect(failed).rejects.toThrow('No such file');
});

const cues = [
  { text: 'One fox.', startMs: 100, endMs: 900 },
  { text: 'It runs,', startMs: 1_200, endMs: 2_000 },
  { text: 'far & wide.', startMs: 2_500, endMs: 3_900 },
];

test('captions are read as written', () => {
  const webVtt =
    'WEBVTT\n\nNOTE nothing\n\n1\n00:00:00.100 --> 00:00:00.900\nOne fox. \n\n00:01.200 --> 00:02.000 align:start\n<i>It</i> runs, \n\n3\n00:00:02.500 --> 00:00:03.900\nfar &amp; wide.\n';
  expect(readCues(webVtt)).toEqual(cues);
});

test('each scene starts when its text is spoken, wherever the captions break', () => {
  const at = (...texts: string[]) => sceneStarts(texts, { timedWords: cues, durationMs: 4_000 });
  expect(at('One fox.', 'It runs, far & wide.')).toEqual([0, 1_200]);
  expect(at('"One fox."', '"It runs,"', '"far & wide."')).toEqual([0, 1_200, 2_500]);
  const [, second = 0] = at('One', 'fox. It runs, far & wide.');
  expect(second).toBeGreaterThan(100);
  expect(second).toBeLessThan(900);
});

test('scenes whose texts were not recognized still follow one another', () => {
  const starts = sceneStarts(['…', '…', '…'], { timedWords: [], durationMs: 3_000 });
  expect(starts).toEqual([0, 1_000, 2_000]);
});

test('the words of a text lie in the audible spans, each by its length', async () => {
  const tones = 'aevalsrc=0.5*sin(880*PI*t)*(between(t\\,0.5\\,1.5)+between(t\\,2.5\\,4)):d=4.5:s=16000';
  const spans = await audibleSpans(await make(tones, 'wav'), { abortSignal: undefined });
  expect(spans).toHaveLength(2);
  const words = spreadWords('Two words. Then three more.', spans);
  expect(words[0]?.startMs).toBeCloseTo(500, -2);
  expect(words.at(-1)?.endMs).toBeCloseTo(4_000, -2);
});
