import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Loopback, openLoopback } from '../../../test/support/loopback.ts';
import { connectProviders } from '../providers/registry.ts';
import { ProviderError } from '../providers/run/provider-error.ts';
import { createModelRunner } from './create-model-runner.ts';

let server: Loopback;
beforeAll(async () => {
  server = await openLoopback();
});
afterAll(() => server[Symbol.asyncDispose]());

const scene = { text: 'A kite climbs.', imagePrompt: 'a red kite over dunes' };
const story = (scenes: number) => ({ title: 'Kite', scenes: Array.from({ length: scenes }, () => scene) });
const usage = { prompt_tokens: 200, completion_tokens: 100 };

/** Answers one after the other, as OpenAI does. */
function answers(...texts: string[]): void {
  const left = [...texts];
  server.answerWith((_, response) => {
    const content = left.shift() ?? '';
    const parts = [
      { choices: [{ index: 0, delta: { role: 'assistant', content } }] },
      { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
      { choices: [], usage },
    ];
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const part of parts) response.write(`data: ${JSON.stringify(part)}\n\n`);
    response.end('data: [DONE]\n\n');
  });
}

function write(scenes: number) {
  const openai = { baseUrl: server.url, apiKey: () => 'test-key' };
  return createModelRunner({ providers: connectProviders({ openai }) })({
    input: { kind: 'story', prompt: 'a kite', scenes },
    provider: 'openai',
    providerModel: 'gpt-5-mini',
    sources: new Map(),
    variant: null,
    style: 'for children',
    idempotencyKey: 'ada_0198',
    abortSignal: new AbortController().signal,
    limits: { silenceMs: 5_000, totalMs: 5_000 },
    job: null,
  });
}

test('a story has exactly the requested scenes, and is requested with a schema', async () => {
  answers(JSON.stringify(story(3)));
  expect(await write(3)).toEqual({
    output: { kind: 'story', ...story(3) },
    quantity: { inputTokens: 200, outputTokens: 100, characters: 6 },
  });
  const [request] = server.received;
  expect(request?.json()).toMatchObject({
    response_format: { type: 'json_schema' },
    max_completion_tokens: 4_096,
  });
  expect(request?.body.toString()).toContain('exactly 3 scenes');
  expect(request?.body.toString()).toContain('for children');
});

test.each([
  ['has too few scenes', JSON.stringify(story(1))],
  ['has too many scenes', JSON.stringify(story(3))],
  ['is no JSON', 'Once upon a time'],
  ['says more than was asked', JSON.stringify({ ...story(2), moral: 'None.' })],
  ['has an empty scene', JSON.stringify({ title: 'Kite', scenes: [scene, { ...scene, text: ' ' }] })],
])('an answer that %s is asked for once more, and both are counted', async (_, wrong) => {
  answers(wrong, JSON.stringify(story(2)));
  const { output, quantity } = await write(2);
  expect(output).toEqual({ kind: 'story', ...story(2) });
  expect(quantity).toEqual({ inputTokens: 400, outputTokens: 200, characters: 6 });
  expect(server.received[1]?.body.toString()).toContain('The last answer was wrong');
});

test('a story that is wrong twice is a failure', async () => {
  answers('no', 'no', JSON.stringify(story(2)));
  const error = await write(2).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ProviderError);
  expect(error).toMatchObject({ code: 'provider-failed' });
  expect(server.received).toHaveLength(2);
});

test('a code fence around the story is ignored', async () => {
  answers(`\`\`\`json\n${JSON.stringify(story(1))}\n\`\`\``);
  expect((await write(1)).output).toEqual({ kind: 'story', ...story(1) });
});
