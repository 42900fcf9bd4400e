import { setImmediate as nextTurn } from 'node:timers/promises';
import { generateImage, streamText } from 'ai';
import jpeg from 'jpeg-js';
import { expect, test, vi } from 'vitest';
import { failure, plainRun } from '../../../../test/support/model-runs.ts';
import { GenerationOutput, type OutputOf } from '../../../contract/index.ts';
import { createModelRunner } from '../create-model-runner.ts';
import type { ModelRun, Source } from '../model-run.ts';
import { splitTokens } from '../text-tokens.ts';
import { createSandbox } from './create-sandbox.ts';

/** A picture takes a third of a second of a core that may be shared with other tests. */
vi.setConfig({ testTimeout: 30_000 });

const sandbox = createSandbox({ paceMs: 0, videoMs: 0 });
const runModel = createModelRunner({
  providers: { sandbox },
  retry: { tries: 3, firstPauseMs: 1 },
  polling: { firstPauseMs: 1, longestPauseMs: 10 },
});

type Options = Partial<Omit<ModelRun, 'input' | 'provider'>>;

const run = (input: ModelRun['input'], options: Options) =>
  runModel({
    input,
    provider: 'sandbox',
    providerModel: input.kind === 'image' ? 'aurora' : 'chat',
    idempotencyKey: crypto.randomUUID(),
    ...plainRun(),
    limits: { silenceMs: 60_000, totalMs: 60_000 },
    ...options,
  });

async function paint(prompt: string, options: Options = {}) {
  const { output, quantity } = await run({ kind: 'image', prompt }, options);
  if (output.kind !== 'image') throw new Error(`Expected a picture, got ${output.kind}`);
  return { ...output, quantity };
}

async function ask(
  content: string,
  { maxOutputTokens = 1_000, ...options }: Options & { maxOutputTokens?: number } = {},
) {
  const messages = [{ role: 'user' as const, content }];
  const { output, quantity } = await run({ kind: 'chat', messages, maxOutputTokens }, options);
  if (output.kind !== 'chat') throw new Error(`Expected an answer, got ${output.kind}`);
  return { ...output, quantity };
}

const painted = new Map<string, ReturnType<typeof paint>>();
/** A picture that tests share, since painting takes most of their time. */
function shared(providerModel: string, prompt: string): ReturnType<typeof paint> {
  const key = `${providerModel}: ${prompt}`;
  const picture = painted.get(key) ?? paint(prompt, { providerModel });
  painted.set(key, picture);
  return picture;
}

function pixels(picture: OutputOf<'image'>) {
  return jpeg.decode(bytesOf(picture), { useTArray: true });
}

function bytesOf({ file }: OutputOf<'image'>) {
  return Buffer.from(file.where === 'here' ? file.base64 : '', 'base64');
}

/** Mean and spread of one of the channels, red, green, blue, of a picture. */
function channel({ data }: { data: Uint8Array }, offset: number) {
  let sum = 0;
  let squares = 0;
  for (let i = offset; i < data.length; i += 4) {
    const value = data[i] as number;
    sum += value;
    squares += value * value;
  }
  const mean = sum / (data.length / 4);
  return { mean, spread: Math.sqrt(squares / (data.length / 4) - mean * mean) };
}

function distance(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] as number) - (b[i] as number));
  return sum / a.length;
}

const ocean = 'deep blue ocean';
const desert = 'desert sand';
const prompts = ['a red fox in the snow', 'a red fox in the snow!', ocean, desert];
const models = ['aurora', 'terrain'];

test.each(models)(
  '%s paints a JPEG of 768 by 512 that fits a document and is far from blank',
  async (model) => {
    for (const prompt of prompts) {
      const picture = await shared(model, prompt);
      expect(picture).toMatchObject({
        mediaType: 'image/jpeg',
        alt: prompt,
        quantity: { images: 1 },
      });
      expect(bytesOf(picture).length).toBeLessThan(350_000);
      const decoded = pixels(picture);
      expect([decoded.width, decoded.height]).toEqual([768, 512]);
      const spreads = [0, 1, 2].map((offset) => channel(decoded, offset).spread);
      expect(Math.max(...spreads)).toBeGreaterThan(18);
    }
  },
);

test('every prompt and every model gives a clearly different picture', async () => {
  const all = await Promise.all(
    models.flatMap((providerModel) =>
      prompts.map(async (prompt) => pixels(await shared(providerModel, prompt)).data),
    ),
  );
  for (const [index, one] of all.entries()) {
    for (const other of all.slice(index + 1)) expect(distance(one, other)).toBeGreaterThan(8);
  }
});

test('the same prompt gives the same picture', async () => {
  expect((await paint(ocean)).file).toEqual((await shared('aurora', ocean)).file);
});

test.each(models)('the words of a prompt set the colours of %s', async (providerModel) => {
  const blueOverRed = async (prompt: string) => {
    const picture = pixels(await shared(providerModel, prompt));
    return channel(picture, 2).mean - channel(picture, 0).mean;
  };
  expect(await blueOverRed(ocean)).toBeGreaterThan(15);
  expect(await blueOverRed(desert)).toBeLessThan(-15);
});

/** Turns that other work of the process gets until something is done. */
async function turnsUntil(done: Promise<unknown>): Promise<number> {
  let waiting = true;
  const end = () => {
    waiting = false;
  };
  done.then(end, end);
  let turns = 0;
  for (; waiting; turns++) await nextTurn();
  return turns;
}

test('while a picture is painted, other work of the process gets its turn', async () => {
  expect(await turnsUntil(paint('a slow river'))).toBeGreaterThan(8);
});

test('pictures asked for at once are painted one after another, the first as soon as if it were alone', async () => {
  const [first, second] = [paint('two rivers'), paint('two rivers')];
  await first;
  expect(await turnsUntil(second)).toBeGreaterThan(8);
});

test('a picture that failed does not hold up the next', async () => {
  const controller = new AbortController();
  const cancelled = failure(paint('a river', { abortSignal: controller.signal }));
  const next = paint('a river');
  await nextTurn();
  controller.abort();
  expect((await cancelled).code).toBe('cancelled');
  expect(await next).toMatchObject({ mediaType: 'image/jpeg' });
});

test('an answer comes word by word, with as many tokens as were counted on the way', async () => {
  const deltas: string[] = [];
  const counts: number[] = [];
  const answer = await ask('How do I price a product?', {
    onText: (delta, { outputTokens }) => {
      deltas.push(delta);
      counts.push(outputTokens);
    },
  });
  expect(deltas.length).toBeGreaterThan(50);
  expect(deltas.join('')).toBe(answer.text);
  expect(counts).toEqual(deltas.map((_, index) => index + 1));
  expect(answer).toMatchObject({ finish: 'stop', outputTokens: deltas.length });
  expect(answer.quantity).toMatchObject({
    inputTokens: answer.inputTokens,
    outputTokens: deltas.length,
  });
});

const questions = [
  'How do I price a SaaS product?',
  'How do I price a used car?',
  'Write a haiku about rain',
  'Compare trains and planes',
  'Why is the sky blue?',
  'plan a trip to Japan',
  'hi',
  'ein Satz auf Deutsch',
  '🦊',
  '!',
  '   ',
  'a'.repeat(16_000),
  'word '.repeat(3_200),
];

test('every question gets an answer of its own that says once that the sandbox wrote it', async () => {
  const answers = await Promise.all(questions.map((question) => ask(question)));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(questions.length);
  for (const { text } of answers) {
    expect(text.match(/sandbox/gi)).toHaveLength(1);
    expect(text.length).toBeGreaterThan(100);
  }
});

test('an answer speaks about what was asked', async () => {
  expect((await ask('Compare trains and planes')).text).toContain('**trains** and **planes**');
  expect((await ask('Write a poem about autumn in Lisbon')).text).toMatch(/autumn in Lisbon/);
  const text = `Summarise: ${'The harbour was built in 1880 by traders. It burned twice and was rebuilt each time. '.repeat(3)}`;
  expect((await ask(text)).text).toContain('- The harbour was built in 1880 by traders.');
});

test('an answer follows from the whole conversation', async () => {
  const messages = [
    { role: 'user' as const, content: 'Tell me about lighthouses' },
    { role: 'assistant' as const, content: 'They shine.' },
    { role: 'user' as const, content: 'What is a foghorn?' },
  ];
  const { output } = await run({ kind: 'chat', messages, maxOutputTokens: 500 }, {});
  expect(output.kind === 'chat' && output.text).toContain('*lighthouses*');
});

test('an answer stops at the tokens it may use', async () => {
  const answer = await ask('How do I price a product?', { maxOutputTokens: 12 });
  expect(answer).toMatchObject({ finish: 'length', outputTokens: 12 });
  expect(splitTokens(answer.text)).toHaveLength(12);
});

test('an answer as long as it may be is whole', async () => {
  const { outputTokens } = await ask('hi');
  expect(await ask('hi', { maxOutputTokens: outputTokens })).toMatchObject({ finish: 'stop' });
});

const file = { where: 'here', base64: '' } as const;
const bytes = new Uint8Array();
const image = (prompt: string, options: Options = {}) => paint(prompt, options);
const chat = (prompt: string, options: Options = {}) => ask(prompt, options);

/** A song to caption, a picture to change and a video to polish: sent to where the sandbox does not look before it fails. */
const given = new Map<string, Source>([
  ['song', { output: { kind: 'audio', mediaType: 'audio/mpeg', file, durationMs: 1_000 }, bytes }],
  ['lake', { output: { kind: 'image', mediaType: 'image/jpeg', file, alt: '' }, bytes }],
]);
const others = (
  [
    (prompt) => ({ kind: 'edit', prompt, source: 'lake' }),
    (prompt) => ({ kind: 'video', prompt, seconds: 1 }),
    (text) => ({ kind: 'voice', text }),
    (text) => ({ kind: 'narration', text }),
    (prompt) => ({ kind: 'story', prompt, scenes: 2 }),
    (prompt) => ({ kind: 'music', prompt, seconds: 1 }),
    (text) => ({ kind: 'captions', text, source: 'song' }),
    (text) => ({
      kind: 'render',
      scenes: [{ image: 'lake', text }],
      narration: 'song',
      music: null,
      captions: null,
    }),
  ] satisfies ((prompt: string) => ModelRun['input'])[]
).map(
  (input) =>
    [
      input('').kind,
      (prompt: string, options: Options = {}) => run(input(prompt), { sources: given, ...options }),
    ] as const,
);

const all: readonly (readonly [
  kind: string,
  start: (prompt: string, options?: Options) => Promise<unknown>,
])[] = [['image', image], ['chat', chat], ...others];

test.each(all)('%s: switches make it fail in each way', async (_, start) => {
  expect((await failure(start('[fail]'))).code).toBe('provider-failed');
  expect((await failure(start('[fail busy]'))).code).toBe('provider-busy');
  expect((await failure(start('[refuse]'))).code).toBe('provider-refused');
  expect((await failure(start('[malformed]'))).code).toBe('provider-failed');
  expect((await failure(start('[cut]'))).code).toBe('provider-failed');
  expect((await failure(start('[slow 10s]', { limits: { silenceMs: 30, totalMs: 30 } }))).code).toBe(
    'provider-timeout',
  );
});

const quick = new Set(['image', 'chat', 'voice', 'music', 'story', 'video']);
test.each(all.filter(([kind]) => quick.has(kind)))(
  '%s: a provider busy for a moment is asked again, and calls are counted by key',
  async (_, start) => {
    const options = { idempotencyKey: crypto.randomUUID() };
    await start('[fail busy 2] a lake', options);
    expect(sandbox.calls.of(options.idempotencyKey)).toBe(3);
  },
);

test.each(['[fail]', '[refuse]', '[malformed]', '[cut]'])('%s is not tried again', async (written) => {
  for (const start of [image, chat]) {
    const options = { idempotencyKey: crypto.randomUUID() };
    await failure(start(written, options));
    expect(sandbox.calls.of(options.idempotencyKey)).toBe(1);
  }
});

test('an answer cut off in the middle is handed over with the error', async () => {
  let delivered = '';
  const error = await failure(ask('[cut] How do I start?', { onText: (delta) => (delivered += delta) }));
  expect(delivered.length).toBeGreaterThan(20);
  expect(error.partial?.output).toMatchObject({ kind: 'chat', text: delivered, finish: 'interrupted' });
});

test('a cancelled answer keeps what was delivered, within 100 ms', async () => {
  const controller = new AbortController();
  let delivered = '';
  let cancelledAt = 0;
  const work = ask('[pace 5ms] How do I start?', {
    abortSignal: controller.signal,
    onText(delta, { outputTokens }) {
      delivered += delta;
      if (outputTokens !== 10) return;
      cancelledAt = performance.now();
      controller.abort();
    },
  });
  const { code, partial } = await failure(work);
  expect(performance.now() - cancelledAt).toBeLessThan(100);
  expect(code).toBe('cancelled');
  expect(partial?.output).toMatchObject({ text: delivered, finish: 'cancelled', outputTokens: 10 });
  expect(partial?.quantity).toMatchObject({ outputTokens: 10 });
});

test.each([
  ['a picture that waits', () => image, '[slow 10s]'],
  ['an answer that waits', () => chat, '[slow 10s]'],
  ['a picture while it is painted', () => image, 'a mountain'],
  ['an answer between two words', () => chat, '[pace 10s] hello'],
])('%s stops within 100 ms of being cancelled, with nothing to charge', async (_, start, prompt) => {
  const controller = new AbortController();
  const work = failure(start()(prompt, { abortSignal: controller.signal }));
  await new Promise((resolve) => setTimeout(resolve, 20));
  const cancelledAt = performance.now();
  controller.abort();
  const { code, partial } = await work;
  expect(performance.now() - cancelledAt).toBeLessThan(100);
  expect({ code, partial }).toEqual({ code: 'cancelled', partial: undefined });
});

test('work that is cancelled before it begins calls nobody', async () => {
  const idempotencyKey = crypto.randomUUID();
  const error = await failure(ask('hello', { idempotencyKey, abortSignal: AbortSignal.abort() }));
  expect([error.code, sandbox.calls.of(idempotencyKey)]).toEqual(['cancelled', 0]);
});

test('a slow picture tells how far it is', async () => {
  const fractions: number[] = [];
  await paint('[slow 100ms] a lake', { onProgress: (fraction) => fractions.push(fraction) });
  expect(fractions.length).toBeGreaterThan(5);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(fractions.at(-1)).toBe(1);
});

test('what the sandbox makes is what the contract allows', async () => {
  for (const { output } of [
    await run({ kind: 'image', prompt: 'a lake' }, {}),
    await run({ kind: 'chat', messages: [{ role: 'user', content: 'hi' }], maxOutputTokens: 50 }, {}),
  ]) {
    expect(GenerationOutput.parse(output)).toEqual(output);
  }
});

test('a model of a provider that there is not is not configured', async () => {
  const work = runModel({
    provider: 'nowhere',
    providerModel: 'aurora',
    input: { kind: 'image', prompt: 'a lake' },
    idempotencyKey: 'k',
    ...plainRun(),
    limits: { silenceMs: 1_000, totalMs: 1_000 },
  });
  expect((await failure(work)).code).toBe('not-configured');
});

test('any name is a picture model with a look of its own, in the size that is asked for', async () => {
  const draw = async (providerModel: string) => {
    const variant = { label: 'Tall', width: 256, height: 384, quality: null };
    const picture = pixels(await paint('a lake', { providerModel, variant }));
    expect([picture.width, picture.height]).toEqual([256, 384]);
    return picture.data;
  };
  const [one, other] = [await draw('gemini-2.5-flash-image'), await draw('flux-dev')];
  expect(distance(one, other)).toBeGreaterThan(8);
});

test('the sandbox works under the AI SDK as any provider does', async () => {
  const { image } = await generateImage({ model: sandbox.imageModel('terrain'), prompt: 'a lake' });
  expect(image.mediaType).toBe('image/jpeg');
  const result = streamText({ model: sandbox.languageModel('chat'), prompt: 'hi' });
  expect(await result.text).toContain('sandbox');
  expect((await result.usage).outputTokens).toBeGreaterThan(10);
  expect(await result.finishReason).toBe('stop');
});
