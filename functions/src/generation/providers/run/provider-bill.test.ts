import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { json, type Loopback, openLoopback } from '../../../../test/support/loopback.ts';
import { failure, plainRun } from '../../../../test/support/model-runs.ts';
import { wav } from '../../../../test/support/samples.ts';
import type { GenerationInput } from '../../../contract/index.ts';
import { createModelRunner } from '../../runners/create-model-runner.ts';
import { connectProviders, type ProviderName } from '../registry.ts';
import type { RunLimits } from './run-clock.ts';

/** What a provider bills for work that fails, and what shows that a slow one is at work. */

let server: Loopback;
beforeAll(async () => {
  server = await openLoopback();
});
afterAll(() => server[Symbol.asyncDispose]());

const image: GenerationInput = { kind: 'image', prompt: 'a kite' };
const music: GenerationInput = { kind: 'music', prompt: 'wind', seconds: 2 };
const story: GenerationInput = { kind: 'story', prompt: 'a kite', scenes: 1 };
const chat: GenerationInput = {
  kind: 'chat',
  messages: [{ role: 'user', content: 'Is it so?' }],
  maxOutputTokens: 100,
};
const patient: RunLimits = { silenceMs: 20_000, totalMs: 20_000 };

function run(input: GenerationInput, limits = patient, provider: ProviderName = 'openai-compatible') {
  const own = { baseUrl: server.url, apiKey: () => 'test-key' };
  const providers = connectProviders({ [provider]: own });
  return createModelRunner({ providers, retry: { tries: 2, firstPauseMs: 1 } })({
    ...{ ...plainRun(), input, limits, provider, providerModel: 'meta/musicgen:v1' },
    idempotencyKey: 'ada_0198',
  });
}

const event = (response: ServerResponse, part: object) => response.write(`data: ${JSON.stringify(part)}\n\n`);
const says = (response: ServerResponse, content: string) =>
  event(response, { choices: [{ index: 0, delta: { content } }] });

/** Streams a text in pieces, one after each pause. */
function speakingSlowly(pieces: readonly string[], pauseMs: number): void {
  server.answerWith(async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const piece of pieces) {
      await wait(pauseMs);
      says(response, piece);
    }
    event(response, { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
    response.end('data: [DONE]\n\n');
  });
}

test('an order without a response is billed as ordered', async () => {
  server.answerWith(() => undefined);
  const error = await failure(run(image, { silenceMs: 200, totalMs: 200 }));
  expect([error.code, error.billed]).toEqual(['provider-timeout', { images: 1, characters: 6 }]);
});

test('an answer that never begins is billed for its input tokens', async () => {
  server.answerWith(() => undefined);
  const { billed } = await failure(run(chat, { silenceMs: 200, totalMs: 200 }));
  expect(billed).toMatchObject({ outputTokens: 0 });
  expect(billed?.inputTokens).toBeGreaterThan(0);
});

test.each([400, 429, 500, 503])('a request that a provider rejects with %i is not billed', async (status) => {
  server.answerWith((_, response) => json(response, { error: { message: 'No' } }, status));
  expect((await failure(run(image))).billed).toBeUndefined();
});

test('both answers are billed if a story was wrong twice', async () => {
  speakingSlowly(['Once upon a time'], 0);
  const { billed } = await failure(run(story));
  expect(server.received).toHaveLength(2);
  expect(billed?.outputTokens).toBe(8);
});

test('a slow but steady answer is read to the end', async () => {
  const pieces = Array.from({ length: 12 }, () => ' word');
  speakingSlowly(pieces, 50);
  const { output } = await run(chat, { silenceMs: 400, totalMs: 20_000 });
  expect(output).toMatchObject({ kind: 'chat', text: pieces.join(''), finish: 'stop' });
});

test('a slow but steady story is read to the end', async () => {
  const text = JSON.stringify({ title: 'Kite', scenes: [{ text: 'Up.', imagePrompt: 'a kite' }] });
  speakingSlowly(text.match(/.{1,6}/g) ?? [], 50);
  const { output } = await run(story, { silenceMs: 400, totalMs: 20_000 });
  expect(output).toMatchObject({ kind: 'story', title: 'Kite' });
});

/** A prediction that is asked about so often before it is done. */
function composing({
  questions,
  file,
}: {
  questions: number;
  file: (response: ServerResponse) => void;
}): void {
  const links = { urls: { get: `${server.url}/predictions/p1` } };
  let requests = 0;
  server.answerWith(({ path, method }, response) => {
    if (path === '/file') return file(response);
    if (method === 'POST') return json(response, { status: 'starting', ...links });
    const isDone = ++requests >= questions;
    json(response, { status: isDone ? 'succeeded' : 'processing', output: `${server.url}/file`, ...links });
  });
}

test('responses to polls are signs of life', async () => {
  composing({ questions: 3, file: (response) => response.end(wav(2_000)) });
  const { output } = await run(music, { silenceMs: 1_900, totalMs: 20_000 }, 'replicate');
  expect(output).toMatchObject({ kind: 'audio', durationMs: 2_000 });
});

test('work that was done and can’t be downloaded is billed, and not ordered again', async () => {
  composing({ questions: 1, file: (response) => json(response, {}, 503) });
  const error = await failure(run(music, patient, 'replicate'));
  expect([error.code, error.billed]).toEqual(['provider-failed', { seconds: 2 }]);
  expect(server.received.filter(({ method }) => method === 'POST')).toHaveLength(1);
});
