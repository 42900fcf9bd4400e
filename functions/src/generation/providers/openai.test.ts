import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { LLMock } from '@copilotkit/aimock';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { failure, plainRun } from '../../../test/support/model-runs.ts';
import { createModelRunner } from '../runners/create-model-runner.ts';
import { MAX_FILE_BYTES } from './models/made-file.ts';
import type { ModelRun } from './models/model-run.ts';
import { connectProviders } from './registry.ts';
import type { RetryPolicy } from './run/with-retries.ts';

/** OpenAI's protocol over HTTP on a local port, with faults where a test asks for them. */
const apiKey = 'sk-test';
const server = new LLMock({ port: 0, auth: { apiKeys: [apiKey] } });
const quickly = { tries: 3, firstPauseMs: 5 };

beforeAll(() => server.start());
afterAll(() => server.stop());
afterEach(() => {
  server.reset();
});

type Options = Partial<Omit<ModelRun, 'input' | 'provider'>> & {
  baseUrl?: string;
  key?: string;
  retry?: RetryPolicy;
};

function run(input: ModelRun['input'], options: Options) {
  const { baseUrl = `${server.url}/v1`, key = apiKey, retry = quickly, ...rest } = options;
  const servers = { openai: { baseUrl, apiKey: () => key } };
  const runModel = createModelRunner({ providers: connectProviders(servers), retry });
  return runModel({
    input,
    provider: 'openai',
    providerModel: input.kind === 'image' ? 'gpt-image-1' : 'gpt-5-mini',
    idempotencyKey: 'ada_0198',
    ...plainRun(),
    limits: { silenceMs: 10_000, totalMs: 10_000 },
    ...rest,
  });
}

const ask = (content: string, options: Options = {}) =>
  run({ kind: 'chat', messages: [{ role: 'user', content }], maxOutputTokens: 300 }, options);
const paint = (prompt: string, options: Options = {}) => run({ kind: 'image', prompt }, options);

const png = Buffer.from('\x89PNG\r\n\x1a\nand so on', 'latin1').toString('base64');
const made = { chat: { content: 'Hi.' }, image: { image: { b64Json: png } } };
const sent = () => server.getRequests();

type Handler = (body: Record<string, unknown>, response: ServerResponse) => void;
let ownHandler: Handler = (_, response) => response.destroy();
server.mount('/own', {
  async handleRequest(request: IncomingMessage, response: ServerResponse) {
    ownHandler(JSON.parse(await readText(request)), response);
    return true;
  },
});

/** Answers of the test's own making, under the same port, for what the mock does not do by itself. */
function answerWith(handler: Handler): string {
  ownHandler = handler;
  return `${server.url}/own/v1`;
}

/** The events of a streamed answer: text, then how it ended. */
function streamOf(response: ServerResponse, ...events: readonly object[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of events) response.write(`data: ${JSON.stringify(event)}\n\n`);
}
const say = (content: string) => ({ choices: [{ index: 0, delta: { content } }] });
const end = (reason: string) => ({ choices: [{ index: 0, delta: {}, finish_reason: reason }] });

test('an image has the media type of its bytes', async () => {
  server.onImage('a fox', { image: { b64Json: png } });
  expect(await paint('  a fox\n in snow ')).toEqual({
    output: {
      kind: 'image',
      mediaType: 'image/png',
      file: { where: 'here', base64: png },
      alt: 'a fox in snow',
      ...{ width: null, height: null },
    },
    quantity: { images: 1, characters: 17 },
  });
});

test('an answer streams in pieces and costs the tokens that the provider counted', async () => {
  const content = 'Forty-two, as far as anyone can tell.';
  const usage = { prompt_tokens: 11, completion_tokens: 23 };
  server.onMessage('the answer', { content, usage }, { chunkSize: 5 });
  const deltas: string[] = [];
  const outcome = await ask('What is the answer?', { onText: (delta) => deltas.push(delta) });
  expect(deltas.length).toBeGreaterThan(5);
  expect(deltas.join('')).toBe(content);
  expect(outcome).toEqual({
    output: { kind: 'chat', text: content, finish: 'stop', inputTokens: 11, outputTokens: 23 },
    quantity: { inputTokens: 11, outputTokens: 23, characters: 19 },
  });
});

test('an answer that reaches its token limit reports that', async () => {
  server.onMessage('long', { content: 'It begins', finishReason: 'length' });
  expect((await ask('a long one')).output).toMatchObject({ text: 'It begins', finish: 'length' });
});

test('the whole conversation is sent, in order', async () => {
  server.onMessage('And?', { content: 'Yes.' });
  const messages = [
    { role: 'user' as const, content: 'First' },
    { role: 'assistant' as const, content: 'Second' },
    { role: 'user' as const, content: 'And?' },
  ];
  await run({ kind: 'chat', messages, maxOutputTokens: 9 }, {});
  expect(sent()[0]?.body).toMatchObject({ messages, stream: true, stream_options: { include_usage: true } });
});

test.each([
  ['chat', ask],
  ['image', paint],
])('%s: the idempotency key and the API key are sent with the request', async (_, start) => {
  server.onImage('hello', { image: { b64Json: png } }).onMessage('hello', { content: 'Hi.' });
  await start('hello', { idempotencyKey: 'ada_0199' });
  expect(sent().map(({ headers }) => headers['idempotency-key'])).toEqual(['ada_0199']);
  expect((await failure(start('hello', { key: 'sk-other' }))).cause).toMatchObject({ statusCode: 401 });
});

test('a model that thinks first gets the limit under the name that it knows', async () => {
  server.onMessage('hello', { content: 'Hi.' });
  await ask('hello', { providerModel: 'gpt-5-mini' });
  await ask('hello', { providerModel: 'llama-4' });
  const [thinking, plain] = sent().map(({ body }) => body);
  expect(thinking).toMatchObject({ max_completion_tokens: 300, reasoning_effort: 'low' });
  expect(thinking).not.toHaveProperty('max_tokens');
  expect(plain).toMatchObject({ max_tokens: 300 });
  expect(plain).not.toHaveProperty('max_completion_tokens');
});

test('OpenAI’s own image models are asked for a format that fits into a document', async () => {
  const bodies: unknown[] = [];
  const baseUrl = answerWith((body, response) => {
    bodies.push(body);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ data: [{ b64_json: png }] }));
  });
  await paint('a fox', { baseUrl, providerModel: 'gpt-image-1' });
  await paint('a fox', { baseUrl, providerModel: 'flux' });
  expect(bodies[0]).toMatchObject({ n: 1, output_format: 'webp', output_compression: 80 });
  expect(bodies[1]).not.toHaveProperty('output_format');
});

test.each([
  ['chat' as const, ask],
  ['image' as const, paint],
])('%s: a rate limit is waited out, and the call is retried under the same key', async (endpoint, start) => {
  const busy = { error: { message: 'Slow down', type: 'requests', code: 'rate_limit_exceeded' } };
  server
    .on({ endpoint, userMessage: 'hello', sequenceIndex: 0 }, { ...busy, status: 429, retryAfter: 0 })
    .on({ endpoint, userMessage: 'hello', sequenceIndex: 1 }, made[endpoint]);
  await start('hello');
  expect(sent().map(({ response }) => response.status)).toEqual([429, 200]);
  expect(new Set(sent().map(({ headers }) => headers['idempotency-key']))).toEqual(new Set(['ada_0198']));
});

test.each([429, 503, 529])(
  'a provider that keeps answering %i is busy, after three tries',
  async (status) => {
    server.onMessage('hello', { error: { message: 'Overloaded' }, status, retryAfter: 0 });
    expect((await failure(ask('hello'))).code).toBe('provider-busy');
    expect(sent()).toHaveLength(3);
  },
);

test('a wait that is longer than the deadline doesn’t start', async () => {
  server.onMessage('hello', { error: { message: 'Later' }, status: 429, retryAfter: 60 });
  const startedAt = performance.now();
  expect((await failure(ask('hello', { limits: { silenceMs: 5_000, totalMs: 5_000 } }))).code).toBe(
    'provider-busy',
  );
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect(sent()).toHaveLength(1);
});

test.each([
  ['out of money', 429, 'insufficient_quota'],
  ['a server error', 500, 'server_error'],
  ['a wrong key', 401, 'invalid_api_key'],
  ['an unknown model', 404, 'model_not_found'],
])('%s is a failure without a retry', async (_, status, code) => {
  server.onMessage('hello', { error: { message: `No: ${apiKey}`, code }, status, retryAfter: 0 });
  const error = await failure(ask('hello'));
  expect(error.code).toBe('provider-failed');
  expect(JSON.stringify(error)).not.toContain(apiKey);
  expect(sent()).toHaveLength(1);
});

test('an overload reported in the stream before any text is retried', async () => {
  let calls = 0;
  const baseUrl = answerWith((_, response) => {
    if (++calls === 1) {
      streamOf(response, { error: { message: 'Overloaded', type: 'overloaded_error' } });
    } else {
      streamOf(response, say('Hi.'), end('stop'));
    }
    response.end();
  });
  expect((await ask('hello', { baseUrl })).output).toMatchObject({ text: 'Hi.' });
  expect(calls).toBe(2);
});

test('an overload reported after some text is not retried, and the text is kept', async () => {
  let calls = 0;
  const baseUrl = answerWith((_, response) => {
    calls++;
    streamOf(response, say('Hi'), { error: { message: 'Overloaded', type: 'overloaded_error' } });
    response.end();
  });
  const error = await failure(ask('hello', { baseUrl }));
  expect([error.code, calls]).toEqual(['provider-busy', 1]);
  expect(error.partial?.output).toMatchObject({ text: 'Hi', finish: 'interrupted' });
});

test('a server that can’t be reached is a failure after all attempts and the pauses between them', async () => {
  const gone = await LLMock.create({ port: 0 });
  const baseUrl = `${gone.url}/v1`;
  await gone.stop();
  const startedAt = performance.now();
  const error = await failure(ask('hello', { baseUrl, retry: { tries: 3, firstPauseMs: 20 } }));
  expect(error.code).toBe('provider-failed');
  expect(performance.now() - startedAt).toBeGreaterThan(20 + 40);
});

test('an image that is refused for its content is not retried', async () => {
  const error = { message: 'Rejected', type: 'image_generation_user_error', code: 'moderation_blocked' };
  server.on({ endpoint: 'image' }, { error, status: 400 });
  expect((await failure(paint('something bad'))).code).toBe('provider-refused');
  expect(sent()).toHaveLength(1);
});

test('an answer that is stopped for its content is refused, and the text so far is kept', async () => {
  server.onMessage('bad', { content: 'First you', finishReason: 'content_filter' });
  const { code, partial } = await failure(ask('something bad'));
  expect(code).toBe('provider-refused');
  expect(partial?.output).toMatchObject({ text: 'First you', finish: 'interrupted' });
});

test.each([
  ['chat' as const, ask],
  ['image' as const, paint],
])(
  '%s: a response that doesn’t follow the protocol is a failure that costs nothing',
  async (endpoint, start) => {
    server.on({ endpoint }, made[endpoint], { chaos: { malformedRate: 1 } });
    const { code, partial } = await failure(start('hello'));
    expect({ code, partial }).toEqual({ code: 'provider-failed', partial: undefined });
    expect(sent().map(({ response }) => response.chaosAction)).toEqual(['malformed']);
  },
);

test.each([
  ['a page', Buffer.from('<!doctype html>').toString('base64')],
  ['nothing', ''],
])('%s in place of an image is a failure', async (_, b64Json) => {
  const baseUrl = answerWith((_body, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ data: [{ b64_json: b64Json }] }));
  });
  expect((await failure(paint('a fox', { baseUrl }))).code).toBe('provider-failed');
});

test('a missing image is a failure', async () => {
  server.onImage('a fox', { images: [] });
  expect((await failure(paint('a fox'))).code).toBe('provider-failed');
});

test('an image beyond the size limit is a failure that says so', async () => {
  const large = Buffer.concat([Buffer.from(png, 'base64'), Buffer.alloc(MAX_FILE_BYTES)]).toString('base64');
  server.onImage('a fox', { image: { b64Json: large } });
  const error = await failure(paint('a fox'));
  expect([error.code, error.details.reason]).toEqual(['provider-failed', 'too-large']);
});

test('an answer that is cut off is kept, with its tokens counted from the text', async () => {
  const content = 'one two three four five six seven eight nine ten';
  server.onMessage('count', { content }, { chunkSize: 4, latency: 10, truncateAfterChunks: 6 });
  let delivered = '';
  const { code, partial } = await failure(ask('count', { onText: (delta) => (delivered += delta) }));
  expect(code).toBe('provider-failed');
  expect(content.startsWith(delivered)).toBe(true);
  expect(delivered.length).toBeGreaterThan(3);
  expect(delivered.length).toBeLessThan(content.length);
  const outputTokens = delivered.match(/\w+/g)?.length;
  expect(partial?.output).toMatchObject({ text: delivered, finish: 'interrupted', outputTokens });
  expect(partial?.quantity).toEqual({ inputTokens: 5, outputTokens, characters: 5 });
  expect(sent()).toHaveLength(1);
});

test('a stream that closes without an end counts as cut off', async () => {
  const baseUrl = answerWith((_, response) => {
    streamOf(response, say('Half an'));
    response.end();
  });
  const { code, partial } = await failure(ask('hello', { baseUrl }));
  expect(code).toBe('provider-failed');
  expect(partial?.output).toMatchObject({ text: 'Half an', finish: 'interrupted' });
});

test.each([
  ['chat' as const, ask],
  ['image' as const, paint],
])('%s: a provider that is slower than the deadline is given up', async (endpoint, start) => {
  server.on({ endpoint }, made[endpoint], { chaos: { latencyMs: 10_000 } });
  const startedAt = performance.now();
  const { code, partial } = await failure(start('hello', { limits: { silenceMs: 150, totalMs: 150 } }));
  expect({ code, partial }).toEqual({ code: 'provider-timeout', partial: undefined });
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test('a deadline in the middle of an answer keeps the text so far', async () => {
  const baseUrl = answerWith((_, response) => streamOf(response, say('Let me think')));
  const { code, partial } = await failure(
    ask('hello', { baseUrl, limits: { silenceMs: 200, totalMs: 200 } }),
  );
  expect(code).toBe('provider-timeout');
  expect(partial?.output).toMatchObject({ text: 'Let me think', finish: 'interrupted', outputTokens: 3 });
});

test('cancelling closes the connection within 100 ms and keeps the text so far', async () => {
  const closed = Promise.withResolvers<void>();
  const baseUrl = answerWith((_, response) => {
    response.on('close', () => closed.resolve());
    streamOf(response, say('Let me think'));
  });
  const controller = new AbortController();
  let cancelledAt = 0;
  const error = await failure(
    ask('hello', {
      baseUrl,
      abortSignal: controller.signal,
      onText() {
        cancelledAt = performance.now();
        controller.abort();
      },
    }),
  );
  expect(performance.now() - cancelledAt).toBeLessThan(100);
  expect(error.code).toBe('cancelled');
  expect(error.partial?.output).toMatchObject({ text: 'Let me think', finish: 'cancelled' });
  await closed.promise;
});

test.each([
  ['does not count', []],
  ['says it counted none', [{ choices: [], usage: { prompt_tokens: 0, completion_tokens: 0 } }]],
])('tokens are counted from the text where the provider %s', async (_, usage) => {
  const baseUrl = answerWith((_body, response) => {
    streamOf(response, say('one two'), say(' three'), end('stop'), ...usage);
    response.end();
  });
  const { quantity } = await ask('hello there', { baseUrl });
  expect(quantity).toEqual({ inputTokens: 6, outputTokens: 3, characters: 11 });
});

test('a character that arrives in two halves is joined before it is passed on', async () => {
  const baseUrl = answerWith((_, response) => {
    streamOf(response, say('a \ud83e'), say('\udd8a b'), say('\ud83e'), end('stop'));
    response.end();
  });
  const deltas: string[] = [];
  const { output } = await ask('hello', { baseUrl, onText: (delta) => deltas.push(delta) });
  expect(deltas).toEqual(['a ', '🦊 b']);
  expect(output).toMatchObject({ text: 'a 🦊 b' });
});

test('an answer without any text is a failure', async () => {
  const baseUrl = answerWith((body, response) => {
    streamOf(response, end(body.model === 'thinker' ? 'length' : 'stop'));
    response.end();
  });
  expect((await failure(ask('hello', { baseUrl }))).code).toBe('provider-failed');
  const error = await failure(ask('hello', { baseUrl, providerModel: 'thinker' }));
  expect(error.details.reason).toBe('out-of-tokens');
});

test('a provider that ignores the limit is stopped', async () => {
  let open = true;
  const baseUrl = answerWith((_, response) => {
    response.on('close', () => {
      open = false;
    });
    streamOf(response, ...Array.from({ length: 3_000 }, () => say('on and on ')));
  });
  const { output } = await ask('hello', { baseUrl });
  expect(output).toMatchObject({ kind: 'chat', finish: 'length', outputTokens: 300 });
  await expect.poll(() => open).toBe(false);
});

test('without an API key no provider is called', async () => {
  for (const start of [ask, paint]) {
    expect((await failure(start('hello', { key: '' }))).code).toBe('not-configured');
  }
  expect(sent()).toHaveLength(0);
});
