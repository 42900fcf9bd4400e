import type { JSONValue } from '@ai-sdk/provider';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { json, type Loopback, openLoopback, type Received } from '../../../test/support/loopback.ts';
import { failure, plainRun } from '../../../test/support/model-runs.ts';
import { mp4 } from '../../../test/support/samples.ts';
import type { ModelRun } from '../providers/models/model-run.ts';
import { connectProviders } from '../providers/registry.ts';
import { createModelRunner } from './create-model-runner.ts';

/** Work that goes on at the provider: begun once, stored before it is asked for, found again. */
let server: Loopback;
let video: Buffer;

beforeAll(async () => {
  server = await openLoopback();
  video = await mp4(4_000);
});
afterAll(() => server[Symbol.asyncDispose]());

type Status = (request: Received, polls: number) => object | [body: object, status: number];
/** What happens, in the order in which it does. */
let events: string[] = [];

/** Plays Veo: takes the work on, answers each question about it as told, gives the video. */
function veo(statusOf: Status): void {
  let polls = 0;
  events = [];
  server.answerWith((request, response) => {
    const path = request.path.replace(/\?.*/, '');
    if (path === '/file') {
      events.push('file');
      return response.end(video);
    }
    if (request.method === 'POST') {
      events.push('start');
      return json(response, { name: 'operations/o1' });
    }
    events.push('status');
    const answer = statusOf(request, ++polls);
    const [body, status] = Array.isArray(answer) ? answer : [answer, 200];
    return json(response, body, status);
  });
}
const pending = { name: 'operations/o1', done: false };
const done = () => ({
  done: true,
  response: { generateVideoResponse: { generatedSamples: [{ video: { uri: `${server.url}/file` } }] } },
});

beforeEach(() => veo((_, polls) => (polls < 3 ? pending : done())));

function film(changes: Partial<ModelRun> = {}) {
  const google = { baseUrl: server.url, apiKey: () => 'test-key' };
  const runModel = createModelRunner({
    providers: connectProviders({ google }),
    retry: { tries: 3, firstPauseMs: 2 },
    polling: { firstPauseMs: 2, longestPauseMs: 5 },
  });
  return runModel({
    input: { kind: 'video', prompt: 'a kite', seconds: 4 },
    provider: 'google',
    providerModel: 'veo-3.1-fast-generate-preview',
    ...plainRun(),
    idempotencyKey: 'ada_0198',
    limits: { silenceMs: 20_000, totalMs: 20_000 },
    ...changes,
  });
}

test('the reference is stored before the first poll', async () => {
  let job: JSONValue = null;
  await film({
    async onJob(reference) {
      events.push('storing');
      await new Promise((resolve) => setImmediate(resolve));
      events.push('stored');
      job = reference;
    },
  });
  expect(events).toEqual(['start', 'storing', 'stored', 'status', 'status', 'status', 'file']);
  expect(job).toEqual({ operationName: 'operations/o1' });
});

test('a reference that can’t be stored ends the run before the first poll', async () => {
  const error = await failure(film({ onJob: () => Promise.reject(new Error('The store is away')) }));
  expect([error.code, events]).toEqual(['provider-failed', ['start']]);
});

test('a run with a reference polls that work and starts none', async () => {
  const { output } = await film({ job: { operationName: 'operations/o1' } });
  expect(output).toMatchObject({
    kind: 'video',
    mediaType: 'video/mp4',
    durationMs: 4_000,
    width: 64,
    height: 48,
  });
  expect(events).toEqual(['status', 'status', 'status', 'file']);
});

test('progress only grows, and never reaches 1 before the end', async () => {
  const fractions: number[] = [];
  await film({ onProgress: (fraction) => fractions.push(fraction) });
  expect(fractions).toHaveLength(2);
  expect(fractions.toSorted((a, b) => a - b)).toEqual(fractions);
  expect(Math.max(...fractions)).toBeLessThan(1);
});

test('polls that fail for a moment are repeated, without starting the work again', async () => {
  veo((_, polls) => (polls === 1 ? [{}, 503] : polls === 2 ? [{}, 500] : done()));
  await film();
  expect(events).toEqual(['start', 'status', 'status', 'status', 'file']);
});

test.each([
  [
    'work that the provider no longer knows',
    () => [{ error: { code: 404, message: 'No', status: 'NOT_FOUND' } }, 404],
  ],
  ['work that failed there', () => ({ done: true, error: { code: 13, message: 'Internal' } })],
  ['work that is done without a video', () => ({ done: true, response: {} })],
] as [string, Status][])('%s is a failure without a retry', async (_, status) => {
  veo(status);
  const error = await failure(film({ job: { operationName: 'operations/o1' } }));
  expect([error.code, events]).toEqual(['provider-failed', ['status']]);
});

test('a video that was made and withheld for its content is refused', async () => {
  veo(() => ({ done: true, response: { generateVideoResponse: { raiMediaFilteredCount: 1 } } }));
  expect((await failure(film())).code).toBe('provider-refused');
});

test('a file inside this network is not downloaded', async () => {
  const uri = 'http://169.254.169.254/latest/meta-data';
  veo(() => ({
    done: true,
    response: { generateVideoResponse: { generatedSamples: [{ video: { uri } }] } },
  }));
  const error = await failure(film());
  expect([error.code, String(error.cause)]).toEqual([
    'provider-failed',
    expect.stringContaining('not allowed'),
  ]);
});

test('an output that isn’t a video is a failure', async () => {
  const kept = video;
  video = Buffer.from('<!doctype html>');
  const error = await failure(film()).finally(() => {
    video = kept;
  });
  expect(error.details).toEqual({ reason: 'wrong-file', kind: 'video' });
});

test('the provider is asked for the length that was sold, and bills all of it even if less arrives', async () => {
  const { quantity, billed } = await film({ input: { kind: 'video', prompt: 'a kite', seconds: 8 } });
  expect(server.received[0]?.json()).toMatchObject({ parameters: { durationSeconds: 8 } });
  expect(quantity).toEqual({ seconds: 4, characters: 6 });
  expect(billed).toEqual({ seconds: 8, characters: 6 });
});

test('work that takes longer than the allowed silence continues while its provider responds', async () => {
  veo((_, polls) => (polls < 40 ? pending : done()));
  const startedAt = performance.now();
  await film({ limits: { silenceMs: 150, totalMs: 20_000 } });
  expect(performance.now() - startedAt).toBeGreaterThan(150);
});

describe('the bill of a provider is known even if the work fails', () => {
  const shot = { seconds: 4, characters: 6 };
  test.each<[string, Status, object | undefined]>([
    ['work that goes on when nobody waits for it any more is billed', () => pending, shot],
    [
      'work that failed there is not billed',
      () => ({ done: true, error: { code: 13, message: 'Internal' } }),
      undefined,
    ],
    [
      'a video that is kept back for its content is not billed',
      () => ({ done: true, response: { generateVideoResponse: { raiMediaFilteredCount: 1 } } }),
      undefined,
    ],
    ['work that cannot be asked about any more is billed', () => [{}, 500], shot],
  ])('%s', async (_, status, billed) => {
    veo(status);
    const error = await failure(film({ limits: { silenceMs: 400, totalMs: 400 } }));
    expect(error.billed).toEqual(billed);
  });

  test('work that the provider did not accept is not billed', async () => {
    server.answerWith((_, response) => json(response, { error: { code: 400, message: 'No' } }, 400));
    expect((await failure(film())).billed).toBeUndefined();
  });
});

test('the time limit ends the polling, and the work can be polled again later', async () => {
  veo(() => pending);
  let job: JSONValue = null;
  const error = await failure(
    film({
      limits: { silenceMs: 500, totalMs: 500 },
      onJob: async (reference) => {
        job = reference;
      },
    }),
  );
  expect(error.code).toBe('provider-timeout');
  veo(() => done());
  await film({ job });
  expect(events).not.toContain('start');
  expect(events).toContain('file');
});
