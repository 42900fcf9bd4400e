import type { JSONValue } from '@ai-sdk/provider';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { json, type Loopback, openLoopback, type Received } from '../../../test/support/loopback.ts';
import { failure, plainRun } from '../../../test/support/model-runs.ts';
import { mp4 } from '../../../test/support/samples.ts';
import { createModelRunner } from './create-model-runner.ts';
import { createProviders } from './create-providers.ts';
import type { ModelRun } from './model-run.ts';

/** Work that goes on at the provider: begun once, stored before it is asked for, found again. */
let server: Loopback;
let video: Buffer;

beforeAll(async () => {
  server = await openLoopback();
  video = await mp4(4_000);
});
afterAll(() => server[Symbol.asyncDispose]());

type Status = (request: Received, asked: number) => object | [body: object, status: number];
/** What happens, in the order in which it does. */
let events: string[] = [];

/** Plays Veo: takes the work on, answers each question about it as told, gives the video. */
function veo(statusOf: Status): void {
  let asked = 0;
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
    const answer = statusOf(request, ++asked);
    const [body, status] = Array.isArray(answer) ? answer : [answer, 200];
    return json(response, body, status);
  });
}
const pending = { name: 'operations/o1', done: false };
const done = () => ({
  done: true,
  response: { generateVideoResponse: { generatedSamples: [{ video: { uri: `${server.url}/file` } }] } },
});

beforeEach(() => veo((_, asked) => (asked < 3 ? pending : done())));

function film(changes: Partial<ModelRun> = {}) {
  const google = { baseUrl: server.url, apiKey: () => 'test-key' };
  const runModel = createModelRunner({
    providers: createProviders({ servers: { google } }),
    retry: { tries: 3, firstPauseMs: 2 },
    polling: { firstPauseMs: 2, longestPauseMs: 5 },
  });
  return runModel({
    input: { kind: 'video', prompt: 'a kite', seconds: 4 },
    provider: 'google',
    providerModel: 'veo-3.1-fast-generate-preview',
    ...plainRun(),
    idempotencyKey: 'ada_0198',
    deadlineMs: 20_000,
    ...changes,
  });
}

test('the reference is stored before the work is asked for', async () => {
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

test('a reference that cannot be stored ends the run before anything is asked', async () => {
  const error = await failure(film({ onJob: () => Promise.reject(new Error('The store is away')) }));
  expect([error.code, events]).toEqual(['provider-failed', ['start']]);
});

test('a run that is given a reference asks for that work and begins none', async () => {
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

test('it tells of progress, ever more, never all', async () => {
  const fractions: number[] = [];
  await film({ onProgress: (fraction) => fractions.push(fraction) });
  expect(fractions).toHaveLength(2);
  expect(fractions.toSorted((a, b) => a - b)).toEqual(fractions);
  expect(Math.max(...fractions)).toBeLessThan(1);
});

test('questions that fail for a moment are asked again, without beginning anew', async () => {
  veo((_, asked) => (asked === 1 ? [{}, 503] : asked === 2 ? [{}, 500] : done()));
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
] as [string, Status][])('%s is a failure, asked for once', async (_, status) => {
  veo(status);
  const error = await failure(film({ job: { operationName: 'operations/o1' } }));
  expect([error.code, events]).toEqual(['provider-failed', ['status']]);
});

test('a video that was made and is kept back for its content is refused', async () => {
  veo(() => ({ done: true, response: { generateVideoResponse: { raiMediaFilteredCount: 1 } } }));
  expect((await failure(film())).code).toBe('provider-refused');
});

test('a file that lies inside this network is not fetched', async () => {
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

test('what is no video is a failure', async () => {
  const kept = video;
  video = Buffer.from('<!doctype html>');
  const error = await failure(film()).finally(() => {
    video = kept;
  });
  expect(error.message).toBe('The model sent something that is not a video.');
});

test.each([
  [1, 4],
  [5, 6],
  [8, 8],
  [60, 8],
])('asked for %i seconds, Veo is asked for the %i that it can make', async (seconds, shot) => {
  const { quantity } = await film({ input: { kind: 'video', prompt: 'a kite', seconds } });
  expect(server.received[0]?.json()).toMatchObject({ parameters: { durationSeconds: shot } });
  expect(quantity).toEqual({ seconds: Math.min(seconds, 4), characters: 6 });
});

test('the deadline ends the waiting, and the work can be asked for later', async () => {
  veo(() => pending);
  let job: JSONValue = null;
  const error = await failure(
    film({
      deadlineMs: 500,
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
