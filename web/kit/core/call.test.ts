import { WIRE_VERSION } from '@firemeter/functions/contract';
import { beforeEach, expect, test, vi } from 'vitest';
import { createClient } from './call.ts';
import { newRequestId } from './new-request-id.ts';

type Pieces = { chunks?: unknown[]; result?: unknown; error?: unknown };

const sent: unknown[] = [];
let answers: Pieces[] = [];

/** Stands in for the SDK's network: each call takes the next answer. */
vi.mock('firebase/functions', () => ({
  httpsCallable: () => {
    const next = (request: unknown) => {
      sent.push(structuredClone(request));
      return answers.shift() ?? {};
    };
    const call = async (request: unknown) => {
      const { result, error } = next(request);
      if (error) throw error;
      return { data: result };
    };
    const stream = async (request: unknown) => {
      const { chunks = [], result, error } = next(request);
      return {
        stream: (async function* () {
          yield* chunks;
        })(),
        data: error ? Promise.reject(error) : result ? Promise.resolve(result) : new Promise(() => {}),
      };
    };
    return Object.assign(call, { stream });
  },
}));

const client = createClient({} as never, {
  retry: { sleep: async () => {}, random: () => 0 },
  deviceId: 'a-device',
  onOutdated: () => void outdated++,
});
let outdated = 0;

/** What goes out: one trace id for all tries of a call, and what the browser calls itself. */
const traced = (body: object) => ({
  ...body,
  wireVersion: WIRE_VERSION,
  deviceId: 'a-device',
  traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
});

const request = {
  requestId: newRequestId(),
  operation: 'chat',
  model: 'gpt-5-mini',
  input: { kind: 'chat' as const, messages: [{ role: 'user' as const, content: 'Hi' }], maxOutputTokens: 64 },
  shownPriceMicros: 100_000,
  catalogVersion: 1,
};

const response = {
  activityId: 'a_1',
  status: 'completed',
  capturedMicros: 1_000,
  remainingMicros: 9_000,
  output: { kind: 'chat', text: 'Hello', finish: 'stop', inputTokens: 1, outputTokens: 1 },
};

beforeEach(() => {
  sent.length = 0;
  outdated = 0;
});

test('a stream that breaks off is asked for again under the same request id', async () => {
  answers = [
    { chunks: [{ kind: 'text', text: 'He' }] },
    { chunks: [{ kind: 'text', text: 'Hello' }], result: response },
  ];
  const heard: [string, number][] = [];
  const outcome = await client.callStreaming('generate', request, (chunk, attempt) => {
    if (chunk.kind === 'text') heard.push([chunk.text, attempt]);
  });
  expect(outcome).toEqual(response);
  expect(heard).toEqual([
    ['He', 1],
    ['Hello', 2],
  ]);
  expect(sent).toEqual([traced(request), traced(request)]);
  expect(sent[1]).toEqual(sent[0]);
});

test('a plain call that gets no answer is sent again unchanged', async () => {
  const hold = { accountId: 'a', remainingMicros: 1, welcomeMicros: 0, isNew: true, agreement: null };
  const { FirebaseError } = await import('firebase/app');
  answers = [{ error: new FirebaseError('functions/internal', 'internal') }, { result: hold }];
  expect(await client.call('openAccount', {})).toEqual(hold);
  expect(sent).toEqual([traced({}), traced({})]);
});

test('an optional field that is undefined is not sent: the SDK would send null, which the server refuses', async () => {
  answers = [{ result: { activityId: 'a_1', status: 'completed', remainingMicros: 1, capturedMicros: 1 } }];
  const { requestId } = request;
  await client
    .call('updateAIActivityStatus', { requestId, status: 'completed', quantity: undefined })
    .catch(() => null);
  expect(sent).toEqual([traced({ requestId, status: 'completed' })]);
  expect(Object.keys(sent[0] as object)).not.toContain('quantity');
});

test('an answer that breaks the contract is not handed on as if it were one', async () => {
  answers = [{ result: { accountId: 'a' } }];
  await expect(client.call('openAccount', {})).rejects.toMatchObject({ code: 'internal' });
});

test.each([
  ['call', () => client.call('openAccount', {})],
  ['stream', () => client.callStreaming('generate', request, () => undefined)],
])('a %s that the server says is outdated is not sent again, and the page is told', async (_, attempt) => {
  const wire = { code: 'client-outdated', message: 'Reload', traceId: '0', details: {} };
  answers = [{ error: Object.assign(new Error('outdated'), { details: wire }) }];
  await expect(attempt()).rejects.toMatchObject({ code: 'client-outdated' });
  expect([sent.length, outdated]).toEqual([1, 1]);
});
