import { describe, expect, test } from 'vitest';
import type { Client } from '#kit/core/call.ts';
import { CallError } from '#kit/core/call-error.ts';
import { type GenerationState, GenerationStore, type Intent } from './generation-store.ts';

type Streaming = Client['callStreaming'];
type Request = Parameters<Streaming>[1];
type OnChunk = Parameters<Streaming>[2];

const intent: Intent = {
  operation: 'image',
  model: 'nano-banana',
  input: { kind: 'image', prompt: 'A fox' },
  priceMicros: 5_000,
  holdMicros: 5_000,
  catalogVersion: 1,
};

const response = {
  activityId: 'a',
  status: 'completed' as const,
  capturedMicros: 5_000,
  remainingMicros: 0,
  output: {
    kind: 'image' as const,
    mediaType: 'image/png',
    file: { where: 'here' as const, base64: 'AAAA' },
    alt: 'A fox',
  },
};

/** What long work is answered with: it has been taken on. */
const queued = { ...response, status: 'pending' as const, capturedMicros: 0, output: null };
type Answer = typeof response | typeof queued;

function errorOf(code: CallError['code']): CallError {
  return new CallError({ code, message: '', details: {}, traceId: null, answered: true, cause: undefined });
}

/** A server whose calls the test answers by hand. */
function storeWithServer(
  cancel: () => Promise<unknown> = async () => ({ activityId: 'a', status: 'processing' }),
) {
  const calls: { request: Request; onChunk: OnChunk; answer: PromiseWithResolvers<Answer> }[] = [];
  const client = {
    callStreaming: (_name: 'generate', request: Request, onChunk: OnChunk) => {
      const answer = Promise.withResolvers<Answer>();
      calls.push({ request, onChunk, answer });
      return answer.promise;
    },
    call: cancel,
  } as unknown as Client;
  const store = new GenerationStore(client);
  const stateOf = (requestId: string) => store.read().find((one) => one.requestId === requestId)?.state;
  return { store, calls, stateOf };
}

function settled(store: GenerationStore): Promise<void> {
  return new Promise((resolve) => {
    const stop = store.watch(() => {
      stop();
      resolve();
    });
  });
}

test('hears the hold, the progress and the result', async () => {
  const { store, calls, stateOf } = storeWithServer();
  const requestId = store.start(intent);
  calls[0]?.onChunk({ kind: 'held', activityId: 'a', heldMicros: 5_000 }, 1);
  calls[0]?.onChunk({ kind: 'progress', fraction: 0.5 }, 1);
  expect(stateOf(requestId)).toMatchObject({ kind: 'running', heldMicros: 5_000, fraction: 0.5 });
  calls[0]?.answer.resolve(response);
  await settled(store);
  expect(stateOf(requestId)).toEqual({ kind: 'done', output: response.output, capturedMicros: 5_000 });
});

test('long work is queued when the call ends, and can still be cancelled', async () => {
  const { store, calls, stateOf } = storeWithServer();
  const requestId = store.start(intent);
  calls[0]?.answer.resolve(queued);
  await settled(store);
  expect(stateOf(requestId)).toEqual({ kind: 'queued', cancelling: false });
  const cancelled = store.cancel(requestId);
  expect(stateOf(requestId)).toEqual({ kind: 'queued', cancelling: true });
  await cancelled;
});

describe('a cancel that overtakes its request', () => {
  const notFound = () => Promise.reject(errorOf('not-found'));

  test('is asked for again until the server has taken the request on', async () => {
    const answers = [notFound, notFound, async () => ({ activityId: 'a', status: 'processing' })];
    const { store, stateOf } = storeWithServer(() => answers.shift()?.() ?? notFound());
    const requestId = store.start(intent);
    await store.cancel(requestId);
    expect(answers).toEqual([]);
    expect(stateOf(requestId)).toMatchObject({ kind: 'running', cancelling: true });
  });

  test('is told as failed when the request does not get there, and can be tried again', async () => {
    const { store, stateOf } = storeWithServer(notFound);
    const requestId = store.start(intent);
    await expect(store.cancel(requestId)).rejects.toMatchObject({ code: 'not-found' });
    expect(stateOf(requestId)).toMatchObject({ kind: 'running', cancelling: false });
  });

  test('has nothing to do when the request was refused meanwhile', async () => {
    const { store, calls, stateOf } = storeWithServer(async () => {
      calls[0]?.answer.reject(errorOf('moderated'));
      await settled(store);
      return notFound();
    });
    const requestId = store.start(intent);
    await store.cancel(requestId);
    expect(stateOf(requestId)).toMatchObject({ kind: 'failed', error: { code: 'moderated' } });
  });
});

test('a retried stream starts its text over instead of doubling it', () => {
  const { store, calls, stateOf } = storeWithServer();
  const requestId = store.start(intent);
  calls[0]?.onChunk({ kind: 'text', text: 'Hel' }, 1);
  calls[0]?.onChunk({ kind: 'text', text: 'Hello' }, 2);
  expect(stateOf(requestId)).toMatchObject({ text: 'Hello' });
});

test('a changed price is asked for again under the same request id', async () => {
  const { store, calls, stateOf } = storeWithServer();
  const requestId = store.start(intent);
  const details = { priceMicros: 6_000, catalogVersion: 2 };
  calls[0]?.answer.reject(
    new CallError({
      code: 'price-changed',
      message: '',
      details,
      traceId: 't',
      answered: true,
      cause: undefined,
    }),
  );
  await settled(store);
  expect(stateOf(requestId)).toEqual({ kind: 'price-changed', ...details } satisfies GenerationState);
  store.accept(requestId);
  expect(calls[1]?.request).toMatchObject({ requestId, shownPriceMicros: 6_000, catalogVersion: 2 });
});

test('two requests for the same thing are two intents', () => {
  const { store, calls } = storeWithServer();
  store.start(intent);
  store.start(intent);
  expect(calls[0]?.request.requestId).not.toBe(calls[1]?.request.requestId);
});

test('a failure keeps what had been streamed', async () => {
  const { store, calls, stateOf } = storeWithServer();
  const requestId = store.start(intent);
  calls[0]?.onChunk({ kind: 'text', text: 'So far' }, 1);
  calls[0]?.answer.reject(
    new CallError({
      code: 'cancelled',
      message: '',
      details: {},
      traceId: null,
      answered: true,
      cause: undefined,
    }),
  );
  await settled(store);
  expect(stateOf(requestId)).toMatchObject({ kind: 'failed', text: 'So far' });
});

test('shows a result as a favorite or not until it is shown as the server has it', () => {
  const { store } = storeWithServer();
  const before = store.readFavorites();
  store.mark(['a', 'b'], true);
  store.mark(['b'], false);
  expect([...store.readFavorites()]).toEqual([
    ['a', true],
    ['b', false],
  ]);
  store.mark(['a', 'b'], null);
  expect([...store.readFavorites()]).toEqual([]);
  expect([...before]).toEqual([]);
});
