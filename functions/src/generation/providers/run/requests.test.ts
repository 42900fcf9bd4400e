import { afterAll, beforeAll, expect, test } from 'vitest';
import { json, type Loopback, openLoopback } from '../../../../test/support/loopback.ts';
import { failure, plainRun } from '../../../../test/support/model-runs.ts';
import { mp4, png, wav } from '../../../../test/support/samples.ts';
import type { GenerationInput, Variant } from '../../../contract/index.ts';
import { withTrace } from '../../../platform/signals/trace.ts';
import { createModelRunner } from '../../runners/create-model-runner.ts';
import type { ModelRun } from '../models/model-run.ts';
import { connectProviders, type ProviderName } from '../registry.ts';

/** What providers are asked for, and what is made of their answers. */
let server: Loopback;
beforeAll(async () => {
  server = await openLoopback();
});
afterAll(() => server[Symbol.asyncDispose]());

const requestId = '01935b3c-6f00-7000-8000-000000000000';
const base64 = (bytes: Buffer) => bytes.toString('base64');
const image: GenerationInput = { kind: 'image', prompt: 'a kite' };

function run(
  [provider, providerModel]: readonly [ProviderName | 'studio', string],
  input: GenerationInput,
  changes: Partial<ModelRun> = {},
) {
  const own = { baseUrl: server.url, apiKey: () => 'test-key' };
  const providers = connectProviders({ [provider]: own });
  return createModelRunner({ providers, retry: { tries: 3, firstPauseMs: 2 } })({
    input,
    provider,
    providerModel,
    ...plainRun(),
    idempotencyKey: 'ada_0198',
    limits: { silenceMs: 20_000, totalMs: 20_000 },
    ...changes,
  });
}

const openAiImage = () =>
  server.answerWith((_, response) => json(response, { data: [{ b64_json: base64(png) }] }));
const gemini = (part: object) =>
  server.answerWith((_, response) =>
    json(response, { candidates: [{ content: { parts: [part] }, finishReason: 'STOP' }] }),
  );
const geminiImage = () => gemini({ inlineData: { mimeType: 'image/png', data: base64(png) } });

const wide: Variant = { label: 'Wide', width: 1_536, height: 1_024, quality: 'high' };

test('a variant is requested in the terms of each provider', async () => {
  openAiImage();
  await run(['openai', 'gpt-image-1'], image, { variant: wide });
  expect(server.received[0]?.json()).toMatchObject({
    size: '1536x1024',
    quality: 'high',
    output_format: 'webp',
  });

  openAiImage();
  await run(['openai-compatible', 'flux'], image, { variant: wide });
  expect(server.received[0]?.json()).toMatchObject({ size: '1536x1024', quality: 'high' });

  geminiImage();
  await run(['google', 'gemini-3-pro-image-preview'], image, { variant: { ...wide, quality: '2k' } });
  expect(server.received[0]?.json()).toMatchObject({
    generationConfig: { imageConfig: { aspectRatio: '3:2', imageSize: '2K' } },
  });
});

test.each([
  [1_024, 1_024, '1:1'],
  [1_920, 1_080, '16:9'],
  [1_080, 1_920, '9:16'],
  [768, 1_024, '3:4'],
  [2_560, 1_080, '21:9'],
])('%i by %i has the shape %s for providers whose shapes have names', async (width, height, shape) => {
  geminiImage();
  await run(['google', 'gemini-2.5-flash-image'], image, {
    variant: { ...wide, width, height, quality: null },
  });
  expect(server.received[0]?.json()).toMatchObject({
    generationConfig: { imageConfig: { aspectRatio: shape } },
  });
});

test('a seed is sent to a model that takes one', async () => {
  server.answerWith(({ path }, response) =>
    path === '/made' ? response.end(png) : json(response, { images: [{ url: `${server.url}/made` }] }),
  );
  await run(['fal', 'fal-ai/flux/schnell'], { kind: 'image', prompt: 'a kite', seed: 7 });
  expect(server.received[0]?.json()).toMatchObject({ prompt: 'a kite', seed: 7 });
});

test('a provider receives the trace of the work', async () => {
  openAiImage();
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  await withTrace({ traceId, parentId: null, isSampled: false }, () => run(['openai', 'gpt-image-1'], image));
  expect(server.received[0]?.headers.traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`));
});

test('a style is added to the prompt, and not to the description of the image', async () => {
  openAiImage();
  const { output } = await run(['openai', 'gpt-image-1'], image, { style: 'As a cartoon' });
  expect(server.received[0]?.json()).toMatchObject({ prompt: 'a kite\n\nAs a cartoon' });
  expect(output).toMatchObject({ alt: 'a kite' });
});

const edit = (prompt: string): GenerationInput => ({ kind: 'edit', prompt, source: requestId });
const source = (alt: string): ModelRun['sources'] =>
  new Map([
    [
      requestId,
      {
        output: {
          kind: 'image',
          mediaType: 'image/png',
          file: { where: 'here', base64: base64(png) },
          alt,
          ...{ width: 1, height: 1 },
        },
        bytes: png,
      },
    ],
  ]);

test('an edit sends the image with the prompt, or with the style alone', async () => {
  openAiImage();
  const { output } = await run(['openai', 'gpt-image-1'], edit(''), {
    sources: source('a kite'),
    style: 'As a cartoon',
  });
  const [request] = server.received;
  expect(request?.path).toBe('/images/edits');
  expect(request?.body.includes(png)).toBe(true);
  expect(request?.body.toString()).toContain('As a cartoon');
  expect(output).toMatchObject({ kind: 'image', alt: 'a kite' });
});

test('an upscale sends the image and the factor', async () => {
  server.answerWith(({ method }, response) => {
    if (method === 'GET') return response.end(png);
    return json(response, { status: 'succeeded', output: `${server.url}/file`, urls: { get: server.url } });
  });
  const input: GenerationInput = { kind: 'upscale', source: requestId, factor: 4 };
  const model = ['replicate', 'nightmareai/real-esrgan:0f'] as const;
  const { output, quantity } = await run([...model], input, { sources: source('a kite') });
  const [order] = server.received;
  const image = `data:image/png;base64,${base64(png)}`;
  expect(order?.path).toBe('/predictions');
  expect(order?.json()).toMatchObject({ version: '0f', input: { image, scale: 4 } });
  expect(output).toMatchObject({ alt: 'a kite', width: 1, height: 1 });
  // It came as small as it was, and costs no more than that.
  expect(quantity).toEqual({ counts: { megapixel: 1 } });
});

test('a model that makes images only from text is not asked to edit', async () => {
  openAiImage();
  const error = await failure(run(['openai', 'dall-e-3'], edit('at night'), { sources: source('a kite') }));
  expect([error.code, server.received.length]).toEqual(['not-configured', 0]);
});

test('speech counts its characters and its started seconds', async () => {
  server.answerWith((_, response) => response.end(wav(2_400)));
  const { output, quantity } = await run(['elevenlabs', 'eleven_v3'], { kind: 'voice', text: 'A kite.' });
  expect(output).toMatchObject({ kind: 'audio', mediaType: 'audio/wav', durationMs: 2_400 });
  expect(quantity).toEqual({ characters: 7, seconds: 3 });
});

test('speech of Gemini is playable sound', async () => {
  gemini({ inlineData: { mimeType: 'audio/L16;rate=24000', data: base64(Buffer.alloc(48_000)) } });
  const { output } = await run(['google', 'gemini-2.5-flash-preview-tts'], {
    kind: 'voice',
    text: 'A kite.',
  });
  expect(output).toMatchObject({ kind: 'audio', mediaType: 'audio/wav', durationMs: 1_000 });
});

test('music runs in the latest version of its model, for the requested length', async () => {
  const links = { urls: { get: `${server.url}/predictions/p1` } };
  server.answerWith(({ method, path }, response) => {
    if (path === '/file') return response.end(wav(3_050));
    if (path === '/models/meta/musicgen') return json(response, { latest_version: { id: 'v7' } });
    const output = method === 'POST' ? null : [`${server.url}/file`];
    json(response, { status: output ? 'succeeded' : 'starting', output, ...links });
  });
  const { quantity } = await run(['replicate', 'meta/musicgen'], {
    kind: 'music',
    prompt: 'wind',
    seconds: 3,
  });
  expect(server.received[1]?.json()).toEqual({ version: 'v7', input: { prompt: 'wind', duration: 3 } });
  expect(quantity).toEqual({ seconds: 3 });
});

test('a poll that fails for a moment doesn’t start another prediction', async () => {
  const links = { urls: { get: `${server.url}/predictions/p1` } };
  let requests = 0;
  server.answerWith(({ method, path }, response) => {
    if (path === '/file') return response.end(png);
    if (method === 'POST') return json(response, { status: 'starting', ...links });
    if (++requests === 1) return json(response, { detail: 'Away' }, 503);
    json(response, { status: 'succeeded', output: [`${server.url}/file`], ...links });
  });
  await run(['replicate', 'black-forest-labs/flux-dev'], image);
  expect(server.received.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test('the key of a provider is not sent to its file host', async () => {
  const links = { urls: { get: `${server.url}/predictions/p1` } };
  server.answerWith(({ path }, response) => {
    if (path === '/file') return response.end(png);
    json(response, { status: 'succeeded', output: [`${server.url}/file`], ...links });
  });
  await run(['replicate', 'black-forest-labs/flux-dev'], image);
  const file = server.received.find(({ path }) => path === '/file');
  expect(JSON.stringify(file?.headers)).not.toContain('test-key');
});

test('Gemini is asked to think little, because thinking is charged as output', async () => {
  const text = JSON.stringify({ title: 'Kite', scenes: [{ text: 'Up.', imagePrompt: 'a kite' }] });
  const part = { candidates: [{ content: { parts: [{ text }] }, finishReason: 'STOP' }] };
  server.answerWith((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`data: ${JSON.stringify(part)}\n\n`);
  });
  await run(['google', 'gemini-2.5-flash'], { kind: 'story', prompt: 'a kite', scenes: 1 });
  expect(server.received[0]?.json()).toMatchObject({
    generationConfig: {
      responseMimeType: 'application/json',
      thinkingConfig: { thinkingBudget: expect.any(Number) },
    },
  });
});

const captions = { kind: 'captions', text: 'A kite climbs.', source: requestId } as const;
const recording: ModelRun['sources'] = new Map([
  [
    requestId,
    {
      output: {
        kind: 'audio',
        mediaType: 'audio/wav',
        file: { where: 'here', base64: '' },
        durationMs: 1_000,
      },
      bytes: wav(1_000),
    },
  ],
]);

test('captions are aligned to the given text', async () => {
  server.answerWith((_, response) =>
    json(response, {
      words: [
        { text: 'A', start: 0, end: 0.2 },
        { text: ' ', start: 0.2, end: 0.25 },
        { text: 'kite', start: 0.25, end: 0.5 },
        { text: 'climbs.', start: 0.5, end: 0.9 },
      ],
    }),
  );
  const { output } = await run(['elevenlabs', 'forced-alignment'], captions, { sources: recording });
  expect(output).toEqual({
    kind: 'captions',
    text: 'WEBVTT\n\n1\n00:00:00.000 --> 00:00:00.900\nA kite climbs.\n',
  });
  const [request] = server.received;
  expect(request?.headers['xi-api-key']).toBe('test-key');
  expect(request?.body.toString()).toContain('A kite climbs.');
});

test('a recording without speech has no captions', async () => {
  server.answerWith((_, response) => json(response, { words: [] }));
  const error = await failure(run(['elevenlabs', 'forced-alignment'], captions, { sources: recording }));
  expect([error.code, error.details.reason]).toEqual(['provider-failed', 'no-words']);
});

const upload = (bytes: Buffer, name: string): Promise<unknown> =>
  run(['studio', 'files'], { kind: 'upload', name, base64: base64(bytes) }).then(({ output }) => output);

test('the type of an upload follows from its bytes, whatever its name is', async () => {
  expect(await upload(png, 'song.mp3')).toMatchObject({
    kind: 'image',
    mediaType: 'image/png',
    alt: 'song.mp3',
  });
  expect(await upload(wav(500), 'a.png')).toMatchObject({
    kind: 'audio',
    mediaType: 'audio/wav',
    durationMs: 500,
  });
  expect(await upload(await mp4(1_000), 'a')).toMatchObject({
    kind: 'video',
    mediaType: 'video/mp4',
    width: 64,
  });
});

test.each([
  ['a page', '<!doctype html><script>alert(1)</script>'],
  ['a drawing that could carry a script', '<svg xmlns="http://www.w3.org/2000/svg"></svg>'],
  ['a program', '\x7fELF\x02\x01\x01'],
  ['a document', '%PDF-1.7'],
  ['a picture that is only its beginning', '\x89PNG\r\n\x1a\n'],
  ['nothing', ''],
])('%s is rejected as an upload', async (_, text) => {
  expect(await failure(upload(Buffer.from(text, 'latin1'), 'a.png'))).toMatchObject({
    code: 'provider-refused',
  });
});

test.each([
  ['elevenlabs', image],
  ['replicate', { kind: 'chat', messages: [{ role: 'user', content: 'Hi' }], maxOutputTokens: 9 }],
  ['openai', { kind: 'music', prompt: 'wind', seconds: 3 }],
  ['google', { kind: 'polish', source: requestId }],
] as [ProviderName, GenerationInput][])(
  '%s reports work that it can’t do as not configured',
  async (provider, input) => {
    expect((await failure(run([provider, 'any'], input))).code).toBe('not-configured');
  },
);
