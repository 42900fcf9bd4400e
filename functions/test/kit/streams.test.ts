import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { expectBooksBalance, newRequestId } from '../support/accounts.ts';
import { until } from '../support/backend.ts';
import { type SignIn, signUp } from '../support/calls/served.ts';
import { cancelElsewhere, newApp } from './app.ts';

const host = newApp({}, process.env.GCLOUD_PROJECT);
const { credits, db } = host;
afterAll(host.close);

const question = 'How do the tides work?';
const words = ['The', ' moon', ' pulls', ' the', ' water.'];
/** Credits of the model `fast`, in micros. */
const costOf = (inputTokens: number, outputTokens: number) => 1_000 * inputTokens + 2_000 * outputTokens;
const promptTokens = 6;

interface CallOptions {
  readonly prompt: unknown;
  readonly abortSignal?: AbortSignal;
}

/** A language model of the AI SDK that streams words. From the third on, it waits for `goOn`. */
function newModel() {
  const { promise: going, resolve: goOn } = Promise.withResolvers<void>();
  async function* parts(signal: AbortSignal | undefined) {
    for (const [index, delta] of words.entries()) {
      if (index === 2) await Promise.race([going, signal && once(signal, 'abort')]);
      signal?.throwIfAborted();
      yield { type: 'text-delta', id: '1', delta };
    }
    yield { type: 'finish', usage: { inputTokens: { total: 10 }, outputTokens: { total: 40 } } };
  }
  return {
    ...{ specificationVersion: 'v4', provider: 'google', modelId: 'test-1', goOn },
    doStream: async ({ abortSignal }: CallOptions) => ({ stream: ReadableStream.from(parts(abortSignal)) }),
  };
}

type Play = Parameters<typeof credits.onCall<'ask', string>>[2];

/** Streams all words to the caller; stops when the caller has gone, unless it is told to go on. */
function streaming(model: ReturnType<typeof newModel>, { goesOn = false } = {}): Play {
  return async ({ input, send, gone }, meter) => {
    const options = { prompt: input.question, ...(goesOn ? {} : { abortSignal: gone }) };
    let text = '';
    for await (const part of (await meter.wrap(model).doStream(options)).stream) {
      if (!('delta' in part)) continue;
      send(part.delta);
      text += part.delta;
    }
    return text;
  };
}

/** Serves a metered function as Cloud Functions does. */
async function serve(play: Play): Promise<string> {
  const server = express()
    .use(express.json())
    .use(credits.onCall('ask', {}, play) as never)
    .listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** A streamed call of a user, and the events of its response as they arrive. */
async function call(url: string, { idToken }: SignIn, requestId: string) {
  const leaving = new AbortController();
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      authorization: `Bearer ${idToken}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ data: { requestId, input: { question }, model: 'fast' } }),
    signal: leaving.signal,
  });
  const events: Record<string, unknown>[] = [];
  const ended = read();
  ended.catch(() => undefined);
  async function read() {
    let text = '';
    for await (const bytes of response.body ?? []) {
      text += Buffer.from(bytes).toString();
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        if (block.startsWith('data: ')) events.push(JSON.parse(block.slice('data: '.length)));
      }
    }
    return events;
  }
  return {
    ended,
    leave: () => leaving.abort(),
    hasReceived: (count: number) => until(() => events.length >= count),
  };
}

async function activityOf(uid: string, requestId: string) {
  const read = async () => (await db.collection('ai_activity').doc(`${uid}_${requestId}`).get()).data();
  await until(async () => (await read())?.endedAt != null);
  await expectBooksBalance(uid, db);
  return read();
}

test('a streamed call is charged for the tokens that its model reports at the end', async () => {
  const model = newModel();
  model.goOn();
  const user = await signUp();
  const requestId = newRequestId();
  const { ended } = await call(await serve(streaming(model)), user, requestId);
  const events = await ended;
  expect(events.slice(0, -1)).toEqual(words.map((message) => ({ message })));
  const capturedMicros = costOf(10, 40);
  expect(events.at(-1)).toMatchObject({ result: { kind: 'ran', value: words.join(''), capturedMicros } });
  expect(await activityOf(user.uid, requestId)).toMatchObject({ status: 'completed', capturedMicros });
});

test('a client that goes away in the middle ends the stream, and its user is charged for what had come', async () => {
  const user = await signUp();
  const requestId = newRequestId();
  const streamed = await call(await serve(streaming(newModel())), user, requestId);
  await streamed.hasReceived(2);
  streamed.leave();
  expect(await activityOf(user.uid, requestId)).toMatchObject({
    status: 'failed',
    failure: { code: 'cancelled' },
    capturedMicros: costOf(promptTokens, 2),
  });
});

test('work that goes on after its client has gone is charged once, and a retry gets its result', async () => {
  const model = newModel();
  const user = await signUp();
  const requestId = newRequestId();
  const url = await serve(streaming(model, { goesOn: true }));
  const streamed = await call(url, user, requestId);
  await streamed.hasReceived(2);
  streamed.leave();
  model.goOn();
  const capturedMicros = costOf(10, 40);
  expect(await activityOf(user.uid, requestId)).toMatchObject({ status: 'completed', capturedMicros });
  const again = await (await call(url, user, requestId)).ended;
  expect(again).toMatchObject([{ result: { kind: 'replayed', value: words.join(''), capturedMicros } }]);
});

test('a cancel ends a stream, and what had come is charged', async () => {
  const user = await signUp();
  const requestId = newRequestId();
  const streamed = await call(await serve(streaming(newModel())), user, requestId);
  await streamed.hasReceived(2);
  await cancelElsewhere(host.projectId, user.uid, requestId);
  const events = await streamed.ended;
  expect(events.at(-1)).toMatchObject({ error: { details: { code: 'cancelled' } } });
  expect(await activityOf(user.uid, requestId)).toMatchObject({
    status: 'failed',
    capturedMicros: costOf(promptTokens, 2),
  });
});

test('a stream that breaks off is charged for what had come, and its caller is told so, also by a retry', async () => {
  const user = await signUp();
  const requestId = newRequestId();
  const url = await serve(async ({ send }, meter) => {
    meter.used({ inputTokens: 10, outputTokens: 4 });
    send(words[0]);
    throw new Error('The line is cut');
  });
  const failure = { code: 'provider-failed', details: { reason: 'interrupted' } };
  for (const attempt of ['first', 'again']) {
    const events = await (await call(url, user, requestId)).ended;
    expect(events.at(-1), attempt).toMatchObject({ error: { status: 'ABORTED', details: failure } });
  }
  expect(await activityOf(user.uid, requestId)).toMatchObject({
    ...{ status: 'failed', failure, capturedMicros: costOf(10, 4) },
  });
});

test('work that fails before it sent anything costs nothing, and its caller is told so, also by a retry', async () => {
  const user = await signUp();
  const requestId = newRequestId();
  const url = await serve(async (_, meter) => {
    meter.used({ inputTokens: 10 });
    throw new Error('The model sleeps');
  });
  const failure = { code: 'provider-failed', details: { reason: 'unexpected' } };
  for (const attempt of ['first', 'again']) {
    const events = await (await call(url, user, requestId)).ended;
    expect(events.at(-1), attempt).toMatchObject({ error: { details: failure } });
  }
  expect(await activityOf(user.uid, requestId)).toMatchObject({ status: 'failed', capturedMicros: 0 });
});

test('an error that an app throws for its caller reaches the caller, also from another copy of its class', async () => {
  const user = await signUp();
  const { HttpsError } = createRequire(import.meta.url)('firebase-functions/https');
  const url = await serve(async () => {
    throw new HttpsError('not-found', 'No such tide', { tide: 'blue' });
  });
  const events = await (await call(url, user, newRequestId())).ended;
  const error = { status: 'NOT_FOUND', message: 'No such tide', details: { tide: 'blue' } };
  expect(events.at(-1)).toMatchObject({ error });
});

test('work that leaves its stream half read is charged for the half that came', async () => {
  const user = await signUp();
  const requestId = newRequestId();
  const url = await serve(async ({ input }, meter) => {
    const { stream } = await meter.wrap(newModel()).doStream({ prompt: input.question });
    const { value } = await stream.getReader().read();
    return 'delta' in (value ?? {}) ? 'enough' : 'nothing';
  });
  await (await call(url, user, requestId)).ended;
  const activity = await activityOf(user.uid, requestId);
  expect(activity).toMatchObject({ status: 'completed' });
  // A stream reads one part ahead.
  expect([costOf(promptTokens, 1), costOf(promptTokens, 2)]).toContain(activity?.capturedMicros);
});
