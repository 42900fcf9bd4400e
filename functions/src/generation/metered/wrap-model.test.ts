import { expect, test } from 'vitest';
import { createGenkitMiddleware } from './genkit.ts';
import { wrapModel } from './wrap-model.ts';

type Counts = Readonly<Record<string, number>>;

function reporting() {
  const reports: Counts[] = [];
  const stop = new AbortController();
  return {
    reports,
    stop,
    to: { signal: stop.signal, report: (counts: Counts) => void reports.push(counts), open: () => undefined },
  };
}

const facts = { specificationVersion: 'v4', provider: 'test', modelId: 'test-1' };
const prompt = [{ role: 'user', content: [{ type: 'text', text: 'Why is the sky blue?' }] }];

/** A model with a private field, as providers have them. */
class Language {
  readonly specificationVersion = 'v4';
  readonly provider = 'test';
  readonly modelId = 'test-1';
  readonly #parts: readonly object[];
  readonly #usage: unknown;
  signal: AbortSignal | undefined;

  constructor(usage: unknown, parts: readonly object[] = []) {
    this.#usage = usage;
    this.#parts = parts;
  }

  async doGenerate({ abortSignal }: { prompt: unknown; abortSignal?: AbortSignal }) {
    this.signal = abortSignal;
    return { content: [{ type: 'text', text: 'It scatters.' }], usage: this.#usage };
  }

  async doStream(_: { prompt: unknown; abortSignal?: AbortSignal }) {
    return { stream: ReadableStream.from(this.#parts) };
  }
}

test('a language model of any version reports its tokens', async () => {
  const { reports, to } = reporting();
  const v4 = { inputTokens: { total: 12, noCache: 2 }, outputTokens: { total: 5 } };
  await wrapModel(new Language(v4), to).doGenerate({ prompt });
  await wrapModel(new Language({ inputTokens: 7, outputTokens: 3 }), to).doGenerate({ prompt });
  expect(reports).toEqual([
    { inputTokens: 12, outputTokens: 5 },
    { inputTokens: 7, outputTokens: 3 },
  ]);
});

test('tokens of a model that does not count them are estimated from the words', async () => {
  const { reports, to } = reporting();
  await wrapModel(
    new Language({ inputTokens: { total: undefined }, outputTokens: undefined }),
    to,
  ).doGenerate({ prompt });
  expect(reports).toEqual([{ inputTokens: 6, outputTokens: 3 }]);
});

const streamed = [
  { type: 'text-delta', id: '1', delta: 'It ' },
  { type: 'text-delta', id: '1', delta: 'scatters.' },
];

test('a stream reports once, what its end says', async () => {
  const { reports, to } = reporting();
  const finish = { type: 'finish', usage: { inputTokens: { total: 12 }, outputTokens: { total: 5 } } };
  const { stream } = await wrapModel(new Language(null, [...streamed, finish]), to).doStream({ prompt });
  const parts: unknown[] = [];
  for await (const part of stream) parts.push(part);
  expect(parts).toHaveLength(3);
  expect(reports).toEqual([{ inputTokens: 12, outputTokens: 5 }]);
});

test.each(['is cancelled', 'breaks off'])('a stream that %s reports what had come, once', async (how) => {
  const { reports, to } = reporting();
  async function* parts() {
    yield* streamed;
    if (how === 'breaks off') throw new Error('The line is cut');
    await new Promise(() => undefined);
  }
  const model = {
    ...facts,
    doStream: async (_: { prompt: unknown }) => ({ stream: ReadableStream.from(parts()) }),
  };
  const reader = (await wrapModel(model, to).doStream({ prompt })).stream.getReader();
  await reader.read();
  await reader.read();
  if (how === 'is cancelled') await reader.cancel();
  else await expect(reader.read()).rejects.toThrow('The line is cut');
  expect(reports).toEqual([{ inputTokens: 6, outputTokens: 3 }]);
});

test('models of images and of embeddings report images and tokens', async () => {
  const { reports, to } = reporting();
  const image = { ...facts, doGenerate: async (_: object) => ({ images: ['a', 'b'] }) };
  await wrapModel(image, to).doGenerate({});
  const embedding = { ...facts, doEmbed: async (_: { values: string[] }) => ({ usage: { tokens: 9 } }) };
  await wrapModel(embedding, to).doEmbed({ values: ['one'] });
  expect(reports).toEqual([{ images: 2 }, { inputTokens: 9 }]);
});

test('a model is stopped by the signal, and not called after it', async () => {
  const { to, stop } = reporting();
  const model = new Language(null);
  await wrapModel(model, to).doGenerate({ prompt, abortSignal: new AbortController().signal });
  expect(model.signal?.aborted).toBe(false);
  stop.abort();
  expect(model.signal?.aborted).toBe(true);
  await expect(wrapModel(model, to).doGenerate({ prompt })).rejects.toThrow();
});

test('a wrapped model is the same in everything else', () => {
  const model = new Language(null);
  const wrapped = wrapModel(model, reporting().to);
  expect(wrapped).toBeInstanceOf(Language);
  expect(wrapped.modelId).toBe('test-1');
});

test('a middleware of Genkit reports what each call used, thinking included', async () => {
  const { reports, to } = reporting();
  const middleware = createGenkitMiddleware(to);
  const usage = { inputTokens: 10, outputTokens: 4, thoughtsTokens: 6 };
  expect(await middleware('request', async (request) => ({ request, usage }))).toMatchObject({
    request: 'request',
  });
  const request = { messages: [{ role: 'user', content: [{ text: 'Why is the sky blue?' }] }] };
  await middleware(request, async () => ({
    message: { role: 'model', content: [{ text: 'It scatters.' }] },
  }));
  expect(reports).toEqual([
    { inputTokens: 10, outputTokens: 10 },
    { inputTokens: 6, outputTokens: 3 },
  ]);
});
