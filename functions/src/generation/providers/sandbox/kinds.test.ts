import { beforeAll, describe, expect, test, vi } from 'vitest';
import {
  difference,
  likeness,
  listen,
  look,
  loudness,
  make,
  SOUND_RATE,
  spreadOf,
} from '../../../../test/support/decode-media.ts';
import { plainRun } from '../../../../test/support/model-runs.ts';
import { type InputOf, type OutputOf, speechSeconds } from '../../../contract/index.ts';
import { createModelRunner } from '../create-model-runner.ts';
import { mediaFacts } from '../media/media-facts.ts';
import { readCues } from '../media/read-cues.ts';
import { heardSpans } from '../media/read-sound.ts';
import type { ModelRun, Source } from '../model-run.ts';
import { createSandbox } from './create-sandbox.ts';

/** What the sandbox makes, decoded again to look at and listen to. */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

type Options = Partial<Omit<ModelRun, 'input' | 'provider'>>;

type Made = Source & { readonly bytes: Buffer };

/** Each run in a sandbox of its own, as in a process that knows nothing of the others. */
async function run(input: ModelRun['input'], options: Options = {}): Promise<Made> {
  const runModel = createModelRunner({
    providers: { sandbox: createSandbox({ paceMs: 0, videoMs: 0 }) },
    polling: { firstPauseMs: 5, longestPauseMs: 5 },
  });
  const { output } = await runModel({
    input,
    provider: 'sandbox',
    providerModel: 'any-name',
    idempotencyKey: crypto.randomUUID(),
    ...plainRun(),
    limits: { silenceMs: 60_000, totalMs: 60_000 },
    ...options,
  });
  const file = 'file' in output ? output.file : undefined;
  return { output, bytes: Buffer.from(file?.where === 'here' ? file.base64 : '', 'base64') };
}

const outputOf = <K extends Source['output']['kind']>({ output }: Source, kind: K): OutputOf<K> => {
  if (output.kind !== kind) throw new Error(`Expected ${kind}, got ${output.kind}`);
  return output as OutputOf<K>;
};

/** Samples between which something is heard, in milliseconds, without the program's own ear. */
function heardIn(sound: Float32Array): [fromMs: number, toMs: number][] {
  const STEP_MS = 10;
  const QUIET_STEPS = 15;
  const steps = Array.from({ length: Math.floor((sound.length / SOUND_RATE) * 100) }, (_, step) =>
    loudness(sound, [step * STEP_MS, (step + 1) * STEP_MS]),
  );
  const spans: [number, number][] = [];
  for (const [step, loud] of steps.entries()) {
    if (loud < 0.01) continue;
    const last = spans.at(-1);
    if (last && step * STEP_MS - last[1] < QUIET_STEPS * STEP_MS) last[1] = (step + 1) * STEP_MS;
    else spans.push([step * STEP_MS, (step + 1) * STEP_MS]);
  }
  return spans;
}

describe('speech', () => {
  /** Each of one word, between pauses. */
  const words = 'Morning. Apples. Never. Rivers. Alone. Yellow.';
  let spoken: Made;
  beforeAll(async () => {
    spoken = await run({ kind: 'narration', text: words });
  });
  const caption = (source: Source, text: string) =>
    run({ kind: 'captions', text, source: 'said' }, { sources: new Map([['said', source]]) });

  test('is MP3 that is heard, about as long as people take to say it', async () => {
    const { mediaType, durationMs } = outputOf(spoken, 'audio');
    expect(mediaType).toBe('audio/mpeg');
    const sound = await listen(spoken.bytes);
    expect(Math.abs((sound.length / SOUND_RATE) * 1_000 - durationMs)).toBeLessThan(50);
    expect(loudness(sound, [0, durationMs])).toBeGreaterThan(0.03);
    expect(durationMs).toBeGreaterThan(3_000);
    expect(durationMs).toBeLessThan(9_000);
  });

  test('captions are less than 100 ms from where each word is heard', async () => {
    const { text } = outputOf(await caption(spoken, words), 'captions');
    const cues = readCues(text);
    const spans = heardIn(await listen(spoken.bytes));
    expect(cues.map((cue) => cue.text)).toEqual(words.split(' '));
    expect(spans).toHaveLength(cues.length);
    for (const [index, { startMs, endMs }] of cues.entries()) {
      const [fromMs = 0, toMs = 0] = spans[index] ?? [];
      expect(Math.abs(startMs - fromMs)).toBeLessThan(100);
      expect(Math.abs(endMs - toMs)).toBeLessThan(100);
    }
  });

  test('captions of a recording that nobody knows lie where something is heard', async () => {
    const tone = 'aevalsrc=0.5*sin(880*PI*t)*(between(t\\,0.5\\,1.5)+between(t\\,2.5\\,4)):d=4.5:s=16000';
    const bytes = await make(tone, 'wav');
    const foreign: Source = {
      output: { ...outputOf(spoken, 'audio'), mediaType: 'audio/wav', durationMs: 4_500 },
      bytes,
    };
    expect(await heardSpans(bytes, { abortSignal: undefined })).toHaveLength(2);
    const cues = readCues(outputOf(await caption(foreign, 'Two words. Then three more.'), 'captions').text);
    expect(cues[0]?.startMs).toBeCloseTo(500, -2);
    expect(cues.at(-1)?.endMs).toBeCloseTo(4_000, -2);
  });

  test('says the same the same way, and in another voice under another name', async () => {
    const say = async (providerModel: string) =>
      (await run({ kind: 'voice', text: 'Hello there' }, { providerModel })).bytes;
    const [first, again, other] = [await say('formant'), await say('formant'), await say('gemini-tts')];
    expect(first.equals(again)).toBe(true);
    expect(first.equals(other)).toBe(false);
  });

  test.each(['Crème brûlée für 23 Gäste', '今日は', '42%', 'XKCD', '!!!'])('%s can be said', async (text) => {
    expect(outputOf(await run({ kind: 'voice', text }), 'audio').durationMs).toBeGreaterThan(250);
  });
});

test.each(['999999999 999999999', '1'.repeat(200), '%'.repeat(30), '!!!'])(
  '%s takes no longer to say than is reckoned with',
  async (text) => {
    const { durationMs } = outputOf(await run({ kind: 'voice', text }), 'audio');
    expect(durationMs).toBeLessThanOrEqual(speechSeconds(text) * 1_000);
  },
);

describe('music', () => {
  const play = async (prompt: string, seconds: number) =>
    (await run({ kind: 'music', prompt, seconds })).bytes;

  test.each([
    ['calm piano', 4],
    ['epic battle', 7],
    ['a fox', 1],
  ])('%s is heard for exactly %i s, softly in and out', async (prompt, seconds) => {
    const sound = await listen(await play(prompt, seconds));
    expect(Math.abs(sound.length / SOUND_RATE - seconds)).toBeLessThan(0.05);
    const middle = loudness(sound, [seconds * 300, seconds * 600]);
    expect(middle).toBeGreaterThan(0.02);
    expect(loudness(sound, [0, 40])).toBeLessThan(middle / 2);
    expect(loudness(sound, [seconds * 1_000 - 40, seconds * 1_000])).toBeLessThan(middle / 4);
  });

  test('is the same for the same words and another for others', async () => {
    const [first, again, other] = [await play('a fox', 2), await play('a fox', 2), await play('a bear', 2)];
    expect(first.equals(again)).toBe(true);
    expect(first.equals(other)).toBe(false);
  });
});

describe('video', () => {
  const input: InputOf<'video'> = { kind: 'video', prompt: '[slow 30ms] a lake at dawn', seconds: 2 };

  test('is H.264 of exactly the seconds asked for, and every half of a second shows something else', async () => {
    const { bytes, output } = await run(input);
    expect(output).toMatchObject({ mediaType: 'video/mp4', width: 640, height: 360 });
    expect(Math.abs(outputOf({ output, bytes }, 'video').durationMs - 2_000)).toBeLessThan(50);
    const frames = await look(bytes);
    expect(frames).toHaveLength(48);
    for (const frame of frames) expect(spreadOf(frame)).toBeGreaterThan(15);
    for (let at = 12; at < 48; at += 12) {
      const [one, other] = [frames[at - 12], frames[at]];
      if (one && other) expect(difference(one, other)).toBeGreaterThan(1);
    }
  });

  test('begun by one process is fetched by another, and is the same video', async () => {
    const controller = new AbortController();
    let job: ModelRun['job'] = null;
    const died = run(input, {
      abortSignal: controller.signal,
      onJob: async (reference) => {
        job = JSON.parse(JSON.stringify(reference));
        controller.abort();
      },
    });
    await expect(died).rejects.toThrow();
    const fetched = await run({ ...input, prompt: 'not read again' }, { job });
    expect(fetched.bytes.equals((await run(input)).bytes)).toBe(true);
  });

  test('is pending until its time has come', async () => {
    const model = createSandbox({ videoMs: 60_000 }).videoModel('drift');
    const order = { prompt: 'a lake', n: 1, duration: 1 } as Parameters<NonNullable<typeof model.doStart>>[0];
    const started = await model.doStart?.(order);
    const status = await model.doStatus?.({ operation: started?.operation ?? null });
    expect(status?.status).toBe('pending');
  });
});

describe('an edit', () => {
  let lake: Made;
  beforeAll(async () => {
    lake = await run({ kind: 'image', prompt: 'a lake in the mountains' });
  });
  const edit = async (prompt: string, source: Source = lake) => {
    const edited = await run(
      { kind: 'edit', prompt, source: 'lake' },
      { sources: new Map([['lake', source]]) },
    );
    return { ...edited, frame: (await look(edited.bytes, { framesPerSecond: 25 }))[0] ?? new Uint8Array() };
  };

  test.each(['as a cartoon', 'in ghibli style', 'make a meme "so calm"', 'neon', 'a sketch', 'add a fox'])(
    '%s is clearly another picture of the same thing, as large as before',
    async (prompt) => {
      const { bytes, frame } = await edit(prompt);
      expect(await mediaFacts(bytes)).toMatchObject({ kind: 'image', width: 768, height: 512 });
      const before = (await look(lake.bytes, { framesPerSecond: 25 }))[0] ?? new Uint8Array();
      expect(difference(frame, before)).toBeGreaterThan(4);
      expect(likeness(frame, before)).toBeGreaterThan(0.5);
      expect(bytes.equals((await edit(prompt)).bytes)).toBe(true);
    },
  );

  test('a meme says what is quoted', async () => {
    const [one, other] = [await edit('meme "so calm"'), await edit('meme "not calm at all"')];
    expect(difference(one.frame, other.frame)).toBeGreaterThan(0.5);
  });

  test.each(['png', 'libwebp'])('starts from %s too, of any shape', async (codec) => {
    const bytes = await make('testsrc=size=161x241', '-frames:v', '1', '-c:v', codec, 'image2pipe');
    const edited = await edit('warm', { ...lake, bytes });
    expect(await mediaFacts(edited.bytes)).toMatchObject({ width: 161, height: 241 });
  });
});

describe('a story', () => {
  test.each([1, 2, 3, 5, 12])(
    'of %i scenes has as many, each another, about what was asked',
    async (scenes) => {
      const { output } = await run({ kind: 'story', prompt: 'A red fox who learns to paint', scenes });
      if (output.kind !== 'story') throw new Error('Expected a story.');
      expect(output.scenes).toHaveLength(scenes);
      expect(new Set(output.scenes.map(({ text }) => text)).size).toBe(scenes);
      expect(output.title).toBe('A red fox who learns to paint');
      expect(output.scenes.map(({ text }) => text).join(' ')).toContain('fox');
      for (const { imagePrompt } of output.scenes) expect(imagePrompt).toContain('red fox');
    },
  );
});
