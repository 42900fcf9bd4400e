import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  activityIdOf,
  type Catalog,
  creditsToMicros,
  defaultCatalog,
  type GenerationInput,
  type Model,
  quoteInput,
} from '../../src/contract/index.ts';
import { generate } from '../../src/generation/calls/generate.ts';
import { openAccount as open } from '../../src/generation/calls/open-account.ts';
import { connectProviders } from '../../src/generation/providers/registry.ts';
import { createModelRunner } from '../../src/generation/runners/create-model-runner.ts';
import { credits, expectBooksBalance, openAccount } from '../support/accounts.ts';
import { catalogsOf, contextOf, newInstance, requestOf, until } from '../support/backend.ts';
import { json, type Loopback, openLoopback } from '../support/loopback.ts';

/** What a provider says that it used, over HTTP, and what is charged and recorded for it. */

let server: Loopback;
beforeAll(async () => {
  server = await openLoopback();
});
afterAll(() => server[Symbol.asyncDispose]());

const perThousand = (micros: number) =>
  ({
    kind: 'per-token',
    inputMicrosPerThousand: micros,
    outputMicrosPerThousand: micros,
    minimumMicros: 0,
  }) as const;

const chatModel: Model = {
  label: 'Own',
  description: 'A server of one’s own.',
  enabled: true,
  provider: 'openai-compatible',
  providerModel: 'thinker',
  price: perThousand(creditsToMicros(1)),
  /** A thousandth of a dollar for a thousand tokens. */
  cost: perThousand(1_000),
};
const imageModel: Model = {
  ...chatModel,
  price: { kind: 'flat', micros: creditsToMicros(5) },
  cost: { kind: 'flat', micros: 42_000 },
};

function withModel(catalog: Catalog, operation: 'chat' | 'image', model: Model): Catalog {
  const sold = catalog.operations[operation];
  if (!sold) throw new Error(`No ${operation}`);
  const operations = {
    ...catalog.operations,
    [operation]: { ...sold, defaultModel: 'own', models: { own: model } },
  };
  return { ...catalog, operations };
}
const catalog = withModel(withModel(defaultCatalog, 'chat', chatModel), 'image', imageModel);

function instance() {
  const providers = connectProviders({ 'openai-compatible': { baseUrl: server.url, apiKey: () => '' } });
  const made = newInstance({
    catalogs: catalogsOf(catalog),
    runModel: createModelRunner({ providers, retry: { tries: 2, firstPauseMs: 1 } }),
  });
  onTestFinished(() => made.close());
  return made;
}

const chat = (maxOutputTokens = 4_096): GenerationInput => ({
  kind: 'chat',
  messages: [{ role: 'user', content: 'Is it so?' }],
  maxOutputTokens,
});

function askedFor(input: GenerationInput) {
  const { priceMicros } = quoteInput(catalog, { operation: input.kind, model: 'own', input });
  return requestOf(input, { model: 'own', shownPriceMicros: priceMicros });
}

const event = (response: ServerResponse, part: object) => response.write(`data: ${JSON.stringify(part)}\n\n`);
const says = (response: ServerResponse, content: string) =>
  event(response, { choices: [{ index: 0, delta: { content } }] });

/** Streams some words, ends, and says what was used. */
function answering(
  words: string,
  usage: { prompt_tokens: number; completion_tokens: number },
  finish = 'stop',
) {
  server.answerWith((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (words) says(response, words);
    event(response, { choices: [{ index: 0, delta: {}, finish_reason: finish }] });
    event(response, { choices: [], usage });
    response.end('data: [DONE]\n\n');
  });
}

async function ask(balance: number, input: GenerationInput) {
  const backend = instance();
  const uid = await openAccount(backend.meter, balance);
  const answer = await generate(backend)(askedFor(input), contextOf(uid), () => undefined).catch(
    (error: { code: string }) => error.code,
  );
  const { activities, entries } = await expectBooksBalance(uid);
  const [activity] = activities.values();
  const usage = [...entries.values()].find(({ kind }) => kind === 'usage');
  return { answer, activity, usage };
}

test('invisible thinking is charged by the provider’s count, beyond what was held for the few words', async () => {
  answering('Yes.', { prompt_tokens: 20, completion_tokens: 2_000 });
  const { activity, usage } = await ask(50, chat());
  expect(activity).toMatchObject({ status: 'completed', capturedMicros: creditsToMicros(2.02) });
  expect(usage).toMatchObject({
    quantity: { inputTokens: 20, outputTokens: 2_000 },
    costUsdMicros: 2_020,
    totalMicros: -creditsToMicros(2.02),
  });
});

test('a user with less than that pays what they have', async () => {
  answering('Yes.', { prompt_tokens: 20, completion_tokens: 2_000 });
  const { activity } = await ask(1.5, chat());
  expect(activity).toMatchObject({ status: 'completed', capturedMicros: credits(1.5) });
});

test('more usage than requested is not charged, and the provider’s cost includes all of it', async () => {
  answering('Yes.', { prompt_tokens: 20, completion_tokens: 9_000 });
  const { activity, usage, answer } = await ask(50, chat(100));
  expect(activity?.capturedMicros).toBe(askedFor(chat(100)).shownPriceMicros);
  expect(usage).toMatchObject({ quantity: { outputTokens: 100 }, costUsdMicros: 9_020 });
  expect(answer).toMatchObject({ output: { outputTokens: 100 } });
});

test.each([
  ['negative', -5],
  ['a fraction', 12.5],
  ['absurd', 1e300],
])('a count that is %s is replaced', async (_, count) => {
  answering('Yes it is.', { prompt_tokens: count, completion_tokens: count });
  const { activity, usage } = await ask(50, chat(100));
  expect(activity?.status).toBe('completed');
  if (usage?.kind !== 'usage') throw new Error('no usage');
  expect(usage.quantity.outputTokens).toBeLessThanOrEqual(100);
  expect(activity?.capturedMicros).toBeLessThan(creditsToMicros(0.2));
});

test('an answer that is interrupted is charged for its text, and kept', async () => {
  server.answerWith((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    says(response, 'one two three four');
    setImmediate(() => response.destroy());
  });
  const { answer, activity, usage } = await ask(50, chat());
  expect(activity).toMatchObject({ status: 'failed', failure: { code: 'provider-failed' } });
  expect(usage).toMatchObject({ quantity: { outputTokens: 4 } });
  expect(activity?.capturedMicros).toBe(0 - (usage?.totalMicros ?? 0));
  expect(answer).toMatchObject({
    status: 'failed',
    output: { kind: 'chat', text: 'one two three four', finish: 'interrupted' },
  });
});

test('an answer that used up its tokens before any text costs the user nothing', async () => {
  answering('', { prompt_tokens: 20, completion_tokens: 100 }, 'length');
  const { answer, activity, usage } = await ask(50, chat(100));
  expect(answer).toBe('provider-failed');
  expect([activity?.capturedMicros, activity?.costUsdMicros, usage]).toEqual([0, 120, undefined]);
});

test('an invalid image was made anyway, and the provider bills it', async () => {
  server.answerWith((_, response) => json(response, { data: [{ b64_json: 'AAAA' }] }));
  const { answer, activity } = await ask(50, { kind: 'image', prompt: 'a kite' });
  expect(answer).toBe('provider-failed');
  expect(activity).toMatchObject({ capturedMicros: 0, costUsdMicros: 42_000 });
});

test('work that the provider rejects is not billed', async () => {
  server.answerWith((_, response) => json(response, { error: { message: 'No' } }, 400));
  const { activity } = await ask(50, { kind: 'image', prompt: 'a kite' });
  expect(activity).toMatchObject({ status: 'failed', capturedMicros: 0, costUsdMicros: 0 });
});

test('the cost of a guest’s work is recorded', async () => {
  const guests = {
    perSession: { max: 3, windowMs: 60_000 },
    perAddress: { max: 3, windowMs: 60_000 },
    operations: ['image'],
  };
  server.answerWith((_, response) => json(response, { data: [{ b64_json: 'AAAA' }] }));
  const backend = { ...instance(), catalogs: catalogsOf({ ...catalog, guests }) };
  const context = { ...contextOf(crypto.randomUUID()), isGuest: true };
  await open(backend)({}, context, () => undefined);
  const request = askedFor({ kind: 'image', prompt: 'a kite' });
  await generate(backend)(request, context, () => undefined).catch(() => undefined);
  const { activities } = await expectBooksBalance(context.uid);
  expect([...activities.values()]).toMatchObject([{ status: 'failed', costUsdMicros: 42_000 }]);
});

/** A stream that says a few words and then nothing, until it is let go on. */
function pausing() {
  const { promise: goesOn, resolve: goOn } = Promise.withResolvers<void>();
  server.answerWith(async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    says(response, 'one two three four');
    await goesOn;
    event(response, { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
    response.end('data: [DONE]\n\n');
  });
  return goOn;
}

test.each([
  ['at once when the client hangs up', true],
  ['within two seconds in any case', false],
])('the text of a short answer is recorded %s', async (_, hangsUp) => {
  const goOn = pausing();
  const backend = instance();
  const uid = await openAccount(backend.meter, 50);
  const request = askedFor(chat());
  const gone = new AbortController();
  let saidMs = 0;
  const send = ({ kind }: { kind: string }) => {
    if (kind === 'text') saidMs = performance.now();
  };
  const work = generate(backend)(request, { ...contextOf(uid), gone: gone.signal }, send);
  await until(() => saidMs > 0);
  if (hangsUp) gone.abort();
  const activityId = activityIdOf({ accountId: uid, requestId: request.requestId });
  const delivered = await until(async () => (await backend.activities.read(activityId))?.value.delivered);
  expect(delivered.micros).toBeGreaterThan(0);
  expect(delivered.quantity.outputTokens).toBe(4);
  goOn();
  expect(await work).toMatchObject({ status: 'completed' });
  await expectBooksBalance(uid);
});
