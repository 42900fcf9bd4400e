import { afterAll, describe, expect, test, vi } from 'vitest';
import { GenerationOutput, type OutputOf, speechSeconds } from '../../../functions/src/contract/index.ts';
import { mediaFacts } from '../../../functions/src/generation/providers/media/media-facts.ts';
import { readCues } from '../../../functions/src/generation/providers/media/read-cues.ts';
import type { ModelRun, Source } from '../../../functions/src/generation/providers/models/model-run.ts';
import {
  connectProviders,
  providerChecks,
  providers,
} from '../../../functions/src/generation/providers/registry.ts';
import { createModelRunner } from '../../../functions/src/generation/runners/create-model-runner.ts';
import {
  difference,
  listen,
  look,
  loudness,
  make,
  SOUND_RATE,
  spreadOf,
} from '../../../functions/test/support/decode-media.ts';
import { failure, plainRun } from '../../../functions/test/support/model-runs.ts';
import { type StandInProvider, startModelStandIns } from './start-model-stand-ins.ts';

/** What the stand-ins answer, asked by the providers' own code and decoded again to look at and listen to. */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const standIns = await startModelStandIns({ paceMs: 0, jobMs: 0 });
afterAll(() => standIns[Symbol.asyncDispose]());

const servers = Object.fromEntries(
  Object.entries(standIns.addresses).map(([name, baseUrl]) => [name, { baseUrl, apiKey: () => 'a-key' }]),
);
const runModel = createModelRunner({
  providers: connectProviders(servers),
  retry: { tries: 3, firstPauseMs: 1 },
  polling: { firstPauseMs: 2, longestPauseMs: 10 },
});

type Options = Partial<Omit<ModelRun, 'input'>>;
type Act = readonly [provider: StandInProvider, model: string, kind: ModelRun['input']['kind']];

function run([provider, providerModel]: Act, input: ModelRun['input'], options: Options = {}) {
  const key = { idempotencyKey: crypto.randomUUID(), limits: { silenceMs: 60_000, totalMs: 60_000 } };
  return runModel({ provider, providerModel, input, ...plainRun(), ...key, ...options });
}

function bytesOf(output: GenerationOutput): Buffer {
  const file = 'file' in output ? output.file : undefined;
  return Buffer.from(file?.where === 'here' ? file.base64 : '', 'base64');
}

const lake = await make('testsrc=size=160x120', '-frames:v', '1', '-c:v', 'png', 'image2pipe');
const tone = await make('sine=frequency=440:duration=2', 'wav');
const here = { where: 'here', base64: '' } as const;
const sources = new Map<string, Source>([
  [
    'lake',
    {
      output: { kind: 'image', mediaType: 'image/png', file: here, alt: '', width: 160, height: 120 },
      bytes: lake,
    },
  ],
  ['tone', { output: { kind: 'audio', mediaType: 'audio/wav', file: here, durationMs: 2_000 }, bytes: tone }],
]);

const inputs = {
  image: (prompt: string) => ({ kind: 'image', prompt }),
  edit: (prompt: string) => ({ kind: 'edit', prompt, source: 'lake' }),
  video: (prompt: string) => ({ kind: 'video', prompt, seconds: 4 }),
  voice: (text: string) => ({ kind: 'voice', text }),
  chat: (content: string) => ({ kind: 'chat', messages: [{ role: 'user', content }], maxOutputTokens: 500 }),
  story: (prompt: string) => ({ kind: 'story', prompt, scenes: 3 }),
  music: (prompt: string) => ({ kind: 'music', prompt, seconds: 3 }),
  captions: (text: string) => ({ kind: 'captions', text, source: 'tone' }),
} satisfies Partial<Record<ModelRun['input']['kind'], (text: string) => ModelRun['input']>>;

const acts = [
  ['openai', 'gpt-image-1', 'image'],
  ['openai', 'gpt-image-1', 'edit'],
  ['openai', 'gpt-4o-mini-tts', 'voice'],
  ['openai', 'gpt-5-mini', 'chat'],
  ['openai', 'gpt-5-mini', 'story'],
  ['openai-compatible', 'llama-4', 'chat'],
  ['google', 'gemini-2.5-flash-image', 'image'],
  ['google', 'gemini-2.5-flash-image', 'edit'],
  ['google', 'gemini-2.5-flash-preview-tts', 'voice'],
  ['google', 'veo-3.1-fast-generate-preview', 'video'],
  ['google', 'gemini-2.5-flash', 'chat'],
  ['google', 'gemini-2.5-flash', 'story'],
  ['elevenlabs', 'eleven_multilingual_v2', 'voice'],
  ['elevenlabs', 'forced-alignment', 'captions'],
  ['replicate', 'black-forest-labs/flux-dev', 'image'],
  ['replicate', 'black-forest-labs/flux-2-pro', 'edit'],
  ['replicate', 'minimax/video-01', 'video'],
  ['replicate', 'meta/musicgen', 'music'],
  ['fal', 'fal-ai/flux/schnell', 'image'],
  ['fal', 'fal-ai/flux/dev/image-to-image', 'edit'],
  ['fal', 'fal-ai/veo3/fast', 'video'],
] as const satisfies Act[];

describe.each(acts)('%s %s: %s', (...act) => {
  const order = (prompt: string, options: Options = {}) =>
    run(act, inputs[act[2]](prompt), { sources, ...options });

  test('makes what the contract allows, decodable and far from blank', async () => {
    const { output } = await order('a lake in the mountains');
    expect(GenerationOutput.parse(output)).toEqual(output);
    if (output.kind === 'image' || output.kind === 'video') {
      for (const frame of await look(bytesOf(output), { framesPerSecond: 2 })) {
        expect(spreadOf(frame)).toBeGreaterThan(15);
      }
    }
    if (output.kind === 'audio') {
      expect(loudness(await listen(bytesOf(output)), [0, output.durationMs])).toBeGreaterThan(0.02);
    }
  });

  test('fails in each way that a switch asks for', async () => {
    expect((await failure(order('[fail]'))).code).toBe('provider-failed');
    expect((await failure(order('[fail busy]'))).code).toBe('provider-busy');
    expect((await failure(order('[malformed]'))).code).toBe('provider-failed');
    expect((await failure(order('[cut]'))).code).toBe('provider-failed');
    expect((await failure(order('[slow 10s]', { limits: { silenceMs: 60, totalMs: 60 } }))).code).toBe(
      'provider-timeout',
    );
  });

  test('refuses what a switch asks it to, asked once', async () => {
    const idempotencyKey = crypto.randomUUID();
    const { code } = await failure(order('[refuse]', { idempotencyKey }));
    // Gemini's speech comes empty and says nothing about why.
    expect(code).toBe(act[1] === 'gemini-2.5-flash-preview-tts' ? 'provider-failed' : 'provider-refused');
    expect(standIns.calls.of(idempotencyKey)).toBe(1);
  });

  test('is busy for as many calls as a switch says, counted by idempotency key', async () => {
    const idempotencyKey = crypto.randomUUID();
    await order('[fail busy 2] a lake', { idempotencyKey });
    expect(standIns.calls.of(idempotencyKey)).toBe(3);
  });
});

const painter: Act = ['google', 'gemini-2.5-flash-image', 'image'];
const chat: Act = ['openai', 'gpt-5-mini', 'chat'];
const voice: Act = ['elevenlabs', 'eleven_multilingual_v2', 'voice'];

test('the same prompt gives the same image, and another prompt or model another', async () => {
  const paint = async (prompt: string, act = painter) =>
    bytesOf((await run(act, inputs.image(prompt))).output);
  const [one, again, other] = [await paint('a kite'), await paint('a kite'), await paint('a kite!')];
  expect(again.equals(one)).toBe(true);
  const frame = async (bytes: Buffer) => (await look(bytes, { framesPerSecond: 25 }))[0] ?? new Uint8Array();
  expect(difference(await frame(one), await frame(other))).toBeGreaterThan(4);
  const third = await paint('a kite', ['google', 'gemini-3-pro-image-preview', 'image']);
  expect(difference(await frame(one), await frame(third))).toBeGreaterThan(4);
});

test.each([
  ['openai', 'gpt-image-1', [512, 768]],
  ['google', 'gemini-2.5-flash-image', [512, 768]],
  ['replicate', 'black-forest-labs/flux-dev', [512, 768]],
  ['fal', 'fal-ai/flux/schnell', [512, 768]],
] as const)('%s %s makes the shape that is asked for', async (provider, model, [width, height]) => {
  const variant = { label: 'Tall', width, height, quality: null };
  const { output } = await run([provider, model, 'image'], inputs.image('a lake'), { variant });
  expect(await mediaFacts(bytesOf(output))).toMatchObject({ width, height });
});

test.each([2, 4] as const)('an image becomes %s times as wide and high', async (factor) => {
  const act = ['replicate', 'nightmareai/real-esrgan:0f', 'upscale'] as const;
  const { output, quantity } = await run(act, { kind: 'upscale', source: 'lake', factor }, { sources });
  expect(output).toMatchObject({ kind: 'image', width: factor * 160, height: factor * 120 });
  expect(quantity).toEqual({ counts: { megapixel: 1 } });
});

test.each(['as a cartoon', 'in ghibli style', 'a meme', 'a sketch', 'make it blue'])(
  'an edit (%s) has the size of what it is made from, and looks different',
  async (instruction) => {
    const edited = bytesOf(
      (await run(['openai', 'gpt-image-1', 'edit'], inputs.edit(instruction), { sources })).output,
    );
    expect(await mediaFacts(edited)).toMatchObject({ kind: 'image', width: 160, height: 120 });
    const [before, after] = await Promise.all(
      [lake, edited].map((one) => look(one, { framesPerSecond: 25 })),
    );
    expect(difference(before?.[0] ?? lake, after?.[0] ?? edited)).toBeGreaterThan(3);
  },
);

test('a video is exactly as long as was asked for, and moves', async () => {
  const { output } = await run(['google', 'veo-3.1-fast-generate-preview', 'video'], inputs.video('a lake'));
  expect(output).toMatchObject({ mediaType: 'video/mp4', width: 640, height: 360 });
  expect(Math.abs((output as OutputOf<'video'>).durationMs - 4_000)).toBeLessThan(50);
  const frames = await look(bytesOf(output), { framesPerSecond: 2 });
  for (const [index, frame] of frames.entries()) {
    const before = frames[index - 1];
    if (before) expect(difference(before, frame)).toBeGreaterThan(0.5);
  }
});

test('music is heard for exactly the seconds asked for', async () => {
  const { output } = await run(['replicate', 'meta/musicgen', 'music'], inputs.music('calm piano'));
  const sound = await listen(bytesOf(output));
  expect(Math.abs(sound.length / SOUND_RATE - 3)).toBeLessThan(0.1);
  expect(loudness(sound, [900, 1_800])).toBeGreaterThan(0.02);
});

test.each(['Crème brûlée für 23 Gäste', '今日は', '42%', '!!!', '1'.repeat(200), '%'.repeat(30)])(
  '%s can be spoken, in no more time than is reckoned with',
  async (text) => {
    const { output } = await run(voice, inputs.voice(text));
    const { durationMs } = output as OutputOf<'audio'>;
    expect(durationMs).toBeGreaterThan(200);
    expect(durationMs).toBeLessThanOrEqual(speechSeconds(text) * 1_000);
  },
);

test.each([
  ['elevenlabs', 'forced-alignment'],
  ['elevenlabs', 'scribe_v1'],
  ['openai', 'whisper-1'],
] as const)('%s %s times the words of what was spoken to where they are heard', async (provider, model) => {
  const text = 'Morning. Apples. Never. Rivers. Alone. Yellow.';
  const spoken = (await run(voice, inputs.voice(text))).output;
  const recording = new Map([['tone', { output: spoken, bytes: bytesOf(spoken) }]]);
  const { output } = await run([provider, model, 'captions'], inputs.captions(text), { sources: recording });
  const cues = readCues((output as OutputOf<'captions'>).text);
  expect(cues.map((cue) => cue.text).join(' ')).toBe(text);
  const sound = await listen(bytesOf(spoken));
  for (const { startMs, endMs } of cues) expect(loudness(sound, [startMs, endMs])).toBeGreaterThan(0.02);
  for (const [index, { endMs }] of cues.entries()) {
    const next = cues[index + 1];
    if (next) expect(loudness(sound, [endMs + 40, next.startMs - 40])).toBeLessThan(0.01);
  }
});

test('an answer comes word by word, says once that a stand-in wrote it, and reports as many tokens', async () => {
  for (const act of [chat, ['google', 'gemini-2.5-flash', 'chat']] satisfies Act[]) {
    const deltas: string[] = [];
    const { output } = await run(act, inputs.chat('How do I price a product?'), {
      onText: (delta) => deltas.push(delta),
    });
    const { text, outputTokens, finish } = output as OutputOf<'chat'>;
    expect(deltas.join('')).toBe(text);
    expect([outputTokens, finish]).toEqual([deltas.length, 'stop']);
    expect(text.match(/stand-in/g)).toHaveLength(1);
    expect(text).toContain('How do I price a product');
  }
});

test('an answer stops at the tokens it may use', async () => {
  const { output } = await run(chat, { ...inputs.chat('hi'), maxOutputTokens: 12 } as ModelRun['input']);
  expect(output).toMatchObject({ finish: 'length', outputTokens: 12 });
});

test('an answer that is cut off or cancelled keeps what came', async () => {
  let delivered = '';
  const cut = await failure(
    run(chat, inputs.chat('[cut] How?'), { onText: (delta) => (delivered += delta) }),
  );
  expect(delivered.length).toBeGreaterThan(20);
  expect(cut.partial?.output).toMatchObject({ text: delivered, finish: 'interrupted' });

  const controller = new AbortController();
  const cancelled = await failure(
    run(chat, inputs.chat('[pace 5ms] How?'), {
      abortSignal: controller.signal,
      onText: (_, { outputTokens }) => outputTokens === 10 && controller.abort(),
    }),
  );
  expect(cancelled.partial?.output).toMatchObject({ finish: 'cancelled', outputTokens: 10 });
});

test.each([1, 2, 5, 12])('a story of %i scenes has as many, about what was asked', async (scenes) => {
  for (const act of [
    ['openai', 'gpt-5-mini', 'story'],
    ['google', 'gemini-2.5-flash', 'story'],
  ] satisfies Act[]) {
    const { output } = await run(act, { kind: 'story', prompt: 'A red fox who learns to paint', scenes });
    const told = (output as OutputOf<'story'>).scenes;
    expect(told).toHaveLength(scenes);
    expect(new Set(told.map(({ text }) => text)).size).toBe(scenes);
    for (const { imagePrompt } of told) expect(imagePrompt).toContain('red fox');
  }
});

test('every provider elsewhere is spoken for, and says that it is well', async () => {
  const checks = providerChecks(servers);
  expect(checks.map(({ name }) => name).sort()).toEqual(Object.keys(standIns.addresses).sort());
  for (const { ask } of checks) {
    const { status = 0 } = (await ask?.(AbortSignal.timeout(5_000))) ?? {};
    // The question to fal is about a request that nobody made.
    expect([200, 404]).toContain(status);
  }
  const remote = providers.filter((provider) => provider.remote).map(({ name }) => name);
  expect(remote.sort()).toEqual(Object.keys(standIns.addresses).sort());
});

test('a page that no provider has is not found', async () => {
  const { openai } = standIns.addresses;
  expect((await fetch(`${openai}/nothing`)).status).toBe(404);
});
