import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  listen,
  look,
  loudnessUnits,
  meanColor,
  streamsOf,
  subtitlesOf,
  toneIn,
} from '../../../test/support/decode-media.ts';
import { mp4 } from '../../../test/support/samples.ts';
import { type GenerationInput, GenerationOutput, type InputOf, type OutputOf } from '../../contract/index.ts';
import { createModelRunner } from '../runners/create-model-runner.ts';
import { mediaFacts } from './media/media-facts.ts';
import { readCues } from './media/read-cues.ts';
import type { Reel } from './media/render-reel.ts';
import { runFfmpeg } from './media/run-ffmpeg.ts';
import type { ModelOutcome, ModelRun, Source } from './models/model-run.ts';
import { webVtt } from './models/web-vtt.ts';
import { connectProviders } from './registry.ts';
import { ProviderError } from './run/provider-error.ts';
import { studio } from './studio.ts';

/** Reels and polished videos as ffmpeg makes them, decoded again to look at and listen to. */

const file = { where: 'here', base64: '' } as const;
const id = (last: number) => `01935b3c-6f00-7000-8000-00000000000${last}`;
const ids = {
  red: id(1),
  green: id(2),
  blue: id(3),
  voice: id(4),
  music: id(5),
  captions: id(6),
  video: id(7),
};

/** Encoding takes as long as the machine's other work lets it. */
const PATIENCE_MS = 60_000;
vi.setConfig({ testTimeout: PATIENCE_MS });

/** A folder for all that is made on the way, so that what is left behind is seen. */
let work: string;
const sources = new Map<string, Source>();
const runModel = createModelRunner({ providers: connectProviders({}) });

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'firemeter-cut-work-'));
  vi.stubEnv('TMPDIR', work);
  for (const color of ['red', 'green', 'blue'] as const) sources.set(ids[color], await flat(color));
  sources.set(ids.voice, await narration());
  sources.set(ids.music, sound(await lavfi(`sine=frequency=${MUSIC_HZ}:duration=2,volume=6`), 2_000));
  sources.set(ids.captions, { output: { kind: 'captions', text: captions }, bytes: new Uint8Array() });
}, PATIENCE_MS);
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(work, { recursive: true, force: true });
});
beforeEach(async () => {
  expect(await readdir(work), 'something was left behind').toEqual([]);
});

/** Red, green and blue as ffmpeg's names have them: this green is half as bright. */
const colors = { red: [255, 0, 0], green: [0, 128, 0], blue: [0, 0, 255] } as const;
const VOICE_HZ = 1_000;
const MUSIC_HZ = 250;
const VOICE_MS = 6_000;
const FRAMES_PER_SECOND = 24;
/** Of uneven length: none is where the length of the texts would put it. */
const scenes = [
  { image: ids.red, text: 'A kite climbs over the quiet harbour.' },
  { image: ids.green, text: 'It sees the sea!' },
  { image: ids.blue, text: 'Then it comes home, for supper.' },
];
const bordersMs = [1_250, 4_100];
const captions = webVtt([
  { text: scenes[0]?.text ?? '', startMs: 100, endMs: 1_200 },
  { text: scenes[1]?.text ?? '', startMs: 1_250, endMs: 2_400 },
  { text: scenes[2]?.text ?? '', startMs: 4_100, endMs: 5_900 },
]);
const reel: InputOf<'render'> = {
  kind: 'render',
  scenes,
  narration: ids.voice,
  music: ids.music,
  captions: ids.captions,
};

async function lavfi(graph: string, output: readonly string[] = ['-f', 'wav']): Promise<Uint8Array> {
  const { stdout } = await runFfmpeg(['-f', 'lavfi', '-i', graph, ...output, 'pipe:1']);
  return stdout;
}

async function flat(color: keyof typeof colors): Promise<Source> {
  const bytes = await lavfi(`color=${color}:size=320x240`, [
    '-frames:v',
    '1',
    '-c:v',
    'png',
    '-f',
    'image2pipe',
  ]);
  return image(bytes);
}

function image(bytes: Uint8Array): Source {
  return {
    output: { kind: 'image', mediaType: 'image/png', file, alt: 'flat', width: 320, height: 240 },
    bytes,
  };
}

function sound(bytes: Uint8Array, durationMs: number): Source {
  return { output: { kind: 'audio', mediaType: 'audio/wav', file, durationMs }, bytes };
}

/** Speaks from 0 to 2.5 s and from 4.1 to 6 s, at half the loudness that there can be. */
async function narration(): Promise<Source> {
  const silence = "volume=0:enable='between(t,2.5,4.1)'";
  return sound(await lavfi(`sine=frequency=${VOICE_HZ}:duration=6,volume=4,${silence}`), VOICE_MS);
}

function run(input: GenerationInput, more: Partial<ModelRun> = {}): Promise<ModelOutcome> {
  return runModel({
    input,
    sources,
    provider: 'studio',
    providerModel: input.kind === 'polish' ? 'grade' : 'ffmpeg',
    variant: null,
    style: null,
    idempotencyKey: 'one',
    abortSignal: new AbortController().signal,
    limits: { silenceMs: 60_000, totalMs: 60_000 },
    job: null,
    ...more,
  });
}

function open({ output }: ModelOutcome): { bytes: Buffer; video: OutputOf<'video'> } {
  const video = GenerationOutput.parse(output);
  if (video.kind !== 'video' || video.file.where !== 'here') throw new Error('No video came.');
  return { video, bytes: Buffer.from(video.file.base64, 'base64') };
}

const nearest = (color: readonly number[]) =>
  Object.entries(colors)
    .map(([name, wanted]) => ({
      name,
      far: Math.hypot(...wanted.map((part, at) => part - (color[at] ?? 0))),
    }))
    .sort((one, other) => one.far - other.far)[0] ?? { name: 'none', far: Number.POSITIVE_INFINITY };

async function scenesSeen(video: Uint8Array) {
  const frames = (await look(video, { framesPerSecond: FRAMES_PER_SECOND })).map(meanColor).map(nearest);
  const seen = frames.filter(({ name }, at) => name !== frames[at - 1]?.name).map(({ name }) => name);
  const borders = frames.flatMap(({ name }, at) =>
    at > 0 && name !== frames[at - 1]?.name ? [(at * 1_000) / FRAMES_PER_SECOND] : [],
  );
  return { frames, seen, borders };
}

describe('a reel', () => {
  let made: ReturnType<typeof open>;
  let outcome: ModelOutcome;
  const progress: number[] = [];

  beforeAll(async () => {
    outcome = await run(reel, { onProgress: (fraction) => progress.push(fraction) });
    made = open(outcome);
    sources.set(ids.video, { output: made.video, bytes: made.bytes });
  }, PATIENCE_MS);

  test('lasts slightly longer than its narration, and is charged by its images', async () => {
    expect(made.video.durationMs).toBeGreaterThanOrEqual(VOICE_MS + 200);
    expect(made.video.durationMs).toBeLessThanOrEqual(VOICE_MS + 500);
    const { alt, mediaType, width, height } = made.video;
    expect({ alt, mediaType, width, height }).toEqual({
      alt: scenes.map(({ text }) => text).join(' '),
      mediaType: 'video/mp4',
      width: 960,
      height: 540,
    });
    expect(outcome.quantity).toEqual({ images: 3 });
  });

  test('plays in browsers, and starts to play before all of it is loaded', async () => {
    const streams = await streamsOf(made.bytes);
    expect(streams).toEqual([
      expect.stringMatching(/^Video: h264 .*yuv420p.*960x540.*24 fps/),
      expect.stringMatching(/^Audio: aac .*44100 Hz, stereo/),
      expect.stringMatching(/^Subtitle: mov_text/),
    ]);
    expect(made.bytes.indexOf('moov')).toBeLessThan(made.bytes.indexOf('mdat'));
  });

  test('shows each image while its text is spoken, and changes on the word', async () => {
    const { frames, seen, borders } = await scenesSeen(made.bytes);
    expect(seen).toEqual(['red', 'green', 'blue']);
    expect(Math.max(...frames.map(({ far }) => far)), 'a frame between the colors').toBeLessThan(30);
    for (const [index, borderMs] of bordersMs.entries()) {
      expect(Math.abs((borders[index] ?? 0) - borderMs)).toBeLessThan(100);
    }
  });

  test('has speech at full loudness, with music that is softer during speech', async () => {
    const samples = await listen(made.bytes);
    const voice = toneIn(samples, { hz: VOICE_HZ, between: [500, 2_400] });
    expect(voice).toBeGreaterThan(0.45);
    expect(voice).toBeLessThan(0.56);
    const under = toneIn(samples, { hz: MUSIC_HZ, between: [1_000, 2_400] });
    const alone = toneIn(samples, { hz: MUSIC_HZ, between: [3_500, 4_000] });
    expect(alone).toBeGreaterThan(0.1);
    expect(under).toBeGreaterThan(0.01);
    expect(under).toBeLessThan(alone / 2);
  });

  test('continues after music that is shorter, and fades it out', async () => {
    const samples = await listen(made.bytes);
    const later = toneIn(samples, { hz: MUSIC_HZ, between: [4_300, 4_800] });
    const last = toneIn(samples, { hz: MUSIC_HZ, between: [6_300, 6_390] });
    expect(later).toBeGreaterThan(0.01);
    expect(last).toBeLessThan(0.05);
  });

  test('carries the captions as subtitles in step', async () => {
    const wanted = readCues(captions);
    const cues = readCues(await subtitlesOf(made.bytes));
    expect(cues.map(({ text }) => text.trim())).toEqual(wanted.map(({ text }) => text.trim()));
    for (const [index, { startMs, endMs }] of wanted.entries()) {
      expect(Math.abs((cues[index]?.startMs ?? -1) - startMs)).toBeLessThan(100);
      expect(Math.abs((cues[index]?.endMs ?? -1) - endMs)).toBeLessThan(100);
    }
  });

  test('reports its progress, never backwards, up to 1', () => {
    expect(progress.length).toBeGreaterThan(1);
    expect(progress).toEqual([...progress].sort((one, other) => one - other));
    expect(progress.at(-1)).toBeGreaterThan(0.9);
    expect(Math.max(...progress)).toBeLessThanOrEqual(1);
  });

  test('keeps its length, size, image changes and captions when it is polished, and has the right loudness', async () => {
    const polished = open(await run({ kind: 'polish', source: ids.video }));
    const { durationMs, width, height, alt } = polished.video;
    expect(Math.abs(durationMs - made.video.durationMs)).toBeLessThan(100);
    expect({ width, height, alt }).toEqual({ width: 960, height: 540, alt: made.video.alt });
    expect(readCues(await subtitlesOf(polished.bytes))).toEqual(readCues(await subtitlesOf(made.bytes)));
    const [before, after] = await Promise.all([scenesSeen(made.bytes), scenesSeen(polished.bytes)]);
    expect(after.borders).toEqual(before.borders);
    expect(Math.abs((await loudnessUnits(polished.bytes)) + 16)).toBeLessThan(1.5);
  });
});

test('a quiet video becomes as loud as others, and a dull one livelier', async () => {
  const bytes = await quietVideo();
  const facts = await mediaFacts(bytes);
  const output: GenerationOutput = {
    ...{ kind: 'video', mediaType: 'video/mp4', file, alt: '' },
    ...{ durationMs: facts?.durationMs ?? 0, width: 160, height: 120 },
  };
  const polished = open(
    await run({ kind: 'polish', source: id(8) }, { sources: new Map([[id(8), { output, bytes }]]) }),
  );
  expect(Math.abs((await loudnessUnits(polished.bytes)) + 16)).toBeLessThan(1.5);
  const [frame = new Uint8Array()] = await look(polished.bytes);
  const [red, , blue] = meanColor(frame);
  expect(red - blue).toBeGreaterThan(44);
  expect(Math.abs(polished.video.durationMs - 4_000)).toBeLessThan(100);
});

/** Four seconds of reddish grey, red 40 over blue, with a tone that can hardly be heard. */
async function quietVideo(): Promise<Buffer> {
  const { stdout } = await runFfmpeg([
    ...['-f', 'lavfi', '-i', 'color=0x8C7864:size=160x120:rate=25:duration=4'],
    ...['-f', 'lavfi', '-i', 'sine=frequency=500:duration=4,volume=0.15', '-pix_fmt', 'yuv420p'],
    ...['-f', 'mp4', '-movflags', 'frag_keyframe+empty_moov', 'pipe:1'],
  ]);
  return stdout;
}

test('a video without sound can be polished', async () => {
  const bytes = await mp4(1_000);
  const output: GenerationOutput = {
    ...{ kind: 'video', mediaType: 'video/mp4', file, alt: '' },
    ...{ durationMs: 1_000, width: 64, height: 48 },
  };
  const silent = new Map([[id(8), { output, bytes }]]);
  const polished = open(await run({ kind: 'polish', source: id(8) }, { sources: silent }));
  expect(await streamsOf(polished.bytes)).toEqual([expect.stringMatching(/^Video: h264 .*64x48/)]);
  expect(Math.abs(polished.video.durationMs - 1_000)).toBeLessThan(100);
});

test('without captions and music, the images share the audible time by their texts', async () => {
  const short = new Map(sources).set(
    ids.voice,
    sound(await lavfi('sine=frequency=500:duration=3,volume=4'), 3_000),
  );
  const texts = ['Thirty characters are in here.', 'Ten letters', 'As long as the second one.'];
  const input = {
    ...reel,
    ...{ music: null, captions: null },
    scenes: scenes.map(({ image }, index) => ({ image, text: texts[index] ?? '' })),
  };
  const { bytes, video } = open(await run(input, { sources: short }));
  const { seen, borders } = await scenesSeen(bytes);
  expect(seen).toEqual(['red', 'green', 'blue']);
  expect(borders[0]).toBeGreaterThan(1_100);
  expect(borders[0]).toBeLessThan(1_600);
  expect((borders[1] ?? 0) - (borders[0] ?? 0)).toBeLessThan(900);
  expect(await streamsOf(bytes)).toHaveLength(2);
  expect(video.durationMs).toBeLessThanOrEqual(3_500);
});

test.each([
  `"; rm -rf / '; $(touch x)`,
  "it's [fail] [refuse]",
  'a\nb\n\n00:00.000 --> 00:01.000\nc',
  '[0:v]scale=1:1[x];%{pts}\\:,=|',
  '…!',
])('no text in a scene is interpreted as a command: %j', async (text) => {
  const brief = sound(await lavfi('sine=frequency=500:duration=0.4,volume=4'), 400);
  const timed = webVtt([{ text, startMs: 0, endMs: 350 }]);
  const few = new Map(sources)
    .set(ids.voice, brief)
    .set(ids.captions, { output: { kind: 'captions', text: timed }, bytes: new Uint8Array() });
  const input = { ...reel, music: null, scenes: [{ image: ids.green, text }] };
  const { bytes } = open(await run(input, { sources: few }));
  expect((await scenesSeen(bytes)).seen).toEqual(['green']);
});

test.each([
  ['a picture that is none', { red: 'Not a picture.' }],
  ['a picture with nothing behind its head', { red: '\x89PNG\r\n\x1a\n and then nonsense' }],
  ['a later picture that is broken', { blue: '\x89PNG\r\n\x1a\n and then nonsense' }],
  ['a narration that is none', { voice: 'RIFF....WAVE and then nonsense' }],
  ['music that is none', { music: 'ID3 and then nonsense' }],
  ['a picture that is no longer there', { red: null }],
] as const)('%s makes the work fail, and leaves nothing behind', async (_, broken) => {
  const some = new Map(sources);
  for (const [name, text] of Object.entries(broken)) {
    const key = ids[name as keyof typeof ids];
    const { output } = sources.get(key) ?? expect.unreachable();
    if (text === null) some.delete(key);
    else some.set(key, { output, bytes: Buffer.from(text, 'latin1') });
  }
  const failure = await run(reel, { sources: some }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ProviderError);
  expect(failure).toMatchObject({ code: 'provider-failed' });
  expect(await readdir(work)).toEqual([]);
});

test('aborting kills the work within 300 ms, and leaves nothing behind', async () => {
  const { bytes: shot } = await flat('red');
  const long = {
    scenes: scenes.map(({ text }) => ({ image: shot, text })),
    narration: await lavfi('sine=frequency=500:duration=60'),
    music: null,
    captions: null,
  };
  // The machine may be busy with something else for a while.
  const timesMs: number[] = [];
  for (let round = 0; round < 3; round++) timesMs.push(await timeToStopMs(long));
  expect(Math.min(...timesMs)).toBeLessThan(300);
});

async function timeToStopMs(long: Reel): Promise<number> {
  const stop = new AbortController();
  const begun = Promise.withResolvers<void>();
  const { cutterModel } = await studio.models(studio.server());
  const cut = cutterModel?.('ffmpeg').render(long, {
    abortSignal: stop.signal,
    onProgress: () => begun.resolve(),
  });
  const ended = Promise.resolve(cut).catch((error: unknown) => error);
  await begun.promise;
  expect(await readdir(work)).toHaveLength(1);
  const stoppedAt = performance.now();
  stop.abort(new ProviderError('cancelled', { reason: 'stopped' }));
  expect(await ended).toMatchObject({ code: 'cancelled' });
  const timeMs = performance.now() - stoppedAt;
  expect(await readdir(work)).toEqual([]);
  return timeMs;
}

test('an unknown local model is reported as not configured', async () => {
  await expect(run(reel, { providerModel: 'scissors' })).rejects.toMatchObject({ code: 'not-configured' });
});
