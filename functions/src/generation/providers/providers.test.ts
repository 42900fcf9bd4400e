import type { ServerResponse } from 'node:http';
import { LLMock } from '@copilotkit/aimock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { json, type Loopback, openLoopback, type Received } from '../../../test/support/loopback.ts';
import { failure } from '../../../test/support/model-runs.ts';
import { mp4, png, wav } from '../../../test/support/samples.ts';
import { type GenerationInput, GenerationOutput, largestUse } from '../../contract/index.ts';
import { createModelRunner } from '../runners/create-model-runner.ts';
import type { ModelRun, Source } from './models/model-run.ts';
import { connectProviders, type ProviderName } from './registry.ts';

/**
 * Every kind of work on every provider that makes it, over HTTP: on aimock where it plays the provider, else on a server
 * that answers in the provider's documented shapes. Well, and in each way in which providers fail.
 */

const apiKey = 'test-key';
const requestId = '01935b3c-6f00-7000-8000-000000000000';
const mock = new LLMock({ port: 0 });
let own: Loopback;
let video: Buffer;

beforeAll(async () => {
  await mock.start();
  own = await openLoopback();
  video = await mp4(2_000);
});
afterAll(async () => {
  await mock.stop();
  await own[Symbol.asyncDispose]();
});
afterEach(() => {
  mock.reset();
  mock.clearChaos();
});

/** aimock gives the address of a file, not the file. */
mock.mount('/image', {
  async handleRequest(_, response) {
    response.end(png);
    return true;
  },
});
mock.mount('/file', {
  async handleRequest(_, response) {
    response.end(video);
    return true;
  },
});

const base64 = (bytes: Buffer) => bytes.toString('base64');
const speech = wav(2_400);
const spoken = 'A kite climbs. It sees the sea!';
/** When each word of it is said, a second apart but for the pause. */
const words = ['A', 'kite', 'climbs', 'It', 'sees', 'the', 'sea'].map((word, index) => ({
  word,
  start: index * 0.3,
  end: index * 0.3 + 0.25,
}));
const story = { title: 'Kite', scenes: [{ text: spoken, imagePrompt: 'a red kite' }] };

const inputs = {
  image: { kind: 'image', prompt: 'a kite' },
  edit: { kind: 'edit', prompt: 'a kite at night', source: requestId },
  video: { kind: 'video', prompt: 'a kite', seconds: 4 },
  voice: { kind: 'voice', text: spoken },
  narration: { kind: 'narration', text: spoken },
  chat: {
    kind: 'chat',
    messages: [{ role: 'user', content: 'a kite?' }],
    maxOutputTokens: 300,
  },
  story: { kind: 'story', prompt: 'a kite', scenes: 1 },
  music: { kind: 'music', prompt: 'wind', seconds: 2 },
  captions: { kind: 'captions', text: spoken, source: requestId },
} satisfies Partial<Record<GenerationInput['kind'], GenerationInput>>;
type Kind = keyof typeof inputs;

const sources: Record<string, Source> = {
  edit: {
    output: {
      kind: 'image',
      mediaType: 'image/png',
      file: { where: 'here', base64: base64(png) },
      alt: 'a kite',
      ...{ width: 1, height: 1 },
    },
    bytes: png,
  },
  captions: {
    output: { kind: 'audio', mediaType: 'audio/wav', file: { where: 'here', base64: '' }, durationMs: 2_400 },
    bytes: speech,
  },
};

const faults = ['busy once', 'overloaded', 'malformed', 'cut off', 'slow', 'refused'] as const;
type Fault = (typeof faults)[number];

const hasKey = (headers: object) => Object.values(headers).some((value) => String(value).includes(apiKey));

/** One provider making one kind. */
interface Act {
  readonly provider: ProviderName;
  readonly model: string;
  readonly kind: Kind;
  readonly baseUrl: () => string;
  /** Makes the next run go well, or fail. */
  readonly stage: (fault: Fault | null) => void;
  /** The idempotency key of each order for work that came, in order. */
  readonly keys: () => unknown[];
}

/** On aimock: what it answers when asked for the kind. */
function mocked(
  [provider, model, kind]: readonly [ProviderName, string, Kind],
  made: () => Parameters<LLMock['onMessage']>[1],
  endpoint: NonNullable<Parameters<LLMock['on']>[0]['endpoint']>,
): Act {
  const path: Partial<Record<ProviderName, string>> = {
    google: '/v1beta',
    elevenlabs: '',
    replicate: '',
    fal: '/fal',
    openai: '/v1',
    'openai-compatible': '/v1',
  };
  const stage = (fault: Fault | null) => {
    const good = made() as Parameters<LLMock['on']>[1];
    const error = (status: number, more: { code?: string; type?: string } = {}) => ({
      error: { message: `No: ${apiKey}`, ...more },
      status,
      retryAfter: 0,
    });
    // For fal it knows faults of the whole server only.
    const faulty = (chaos: Parameters<LLMock['setChaos']>[0]) =>
      provider === 'fal'
        ? mock.setChaos(chaos).on({ endpoint }, good)
        : mock.on({ endpoint }, good, { chaos });
    switch (fault) {
      case null:
        return mock.on({ endpoint }, good);
      case 'busy once':
        return mock
          .on({ endpoint, sequenceIndex: 0 }, error(429, { code: 'rate_limit_exceeded' }))
          .on({ endpoint, sequenceIndex: 1 }, good);
      case 'overloaded':
        return mock.on({ endpoint }, error(503));
      case 'malformed':
        return faulty({ malformedRate: 1 });
      case 'cut off':
        return faulty({ disconnectRate: 1 });
      case 'slow':
        return faulty({ latencyMs: 10_000 });
      case 'refused':
        return provider === 'google' && kind !== 'video'
          ? mock.on({ endpoint }, { content: '', finishReason: 'content_filter' })
          : mock.on({ endpoint }, error(400, { code: 'content_policy_violation' }));
    }
  };
  return {
    provider,
    model,
    kind,
    baseUrl: () => mock.url + (path[provider] ?? ''),
    stage,
    keys: () =>
      mock
        .getRequests()
        .filter(({ method }) => method === 'POST')
        .map(({ headers }) => headers['idempotency-key']),
  };
}

/** On a server of our own that plays the provider. */
function played(
  [provider, model, kind]: readonly [ProviderName, string, Kind],
  good: (request: Received, response: ServerResponse) => void,
  refuse: (request: Received, response: ServerResponse) => void,
): Act {
  const stage = (fault: Fault | null) => {
    let orders = 0;
    own.answerWith((request, response) => {
      if (request.method === 'GET') return (fault === 'refused' ? refuse : good)(request, response);
      orders++;
      switch (fault) {
        case null:
          return good(request, response);
        case 'busy once':
          return orders === 1 ? json(response, { detail: 'Throttled' }, 429) : good(request, response);
        case 'overloaded':
          return json(response, { detail: { status: 'system_busy' } }, 503);
        case 'malformed':
          response.writeHead(200, { 'content-type': 'application/json' });
          return response.end('{"status": "succ');
        case 'cut off':
          response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
          response.write('{"status"');
          return setImmediate(() => response.destroy());
        case 'slow':
          return undefined;
        case 'refused':
          return refuse(request, response);
      }
    });
  };
  return {
    provider,
    model,
    kind,
    baseUrl: () => own.url,
    stage,
    keys: () =>
      own.received
        .filter(({ method, headers }) => method === 'POST' && hasKey(headers))
        .map(({ headers }) => headers['idempotency-key']),
  };
}

/** A prediction that takes a moment, and the file it makes. */
const prediction = (file: () => Buffer) => (request: Received, response: ServerResponse) => {
  const links = { urls: { get: `${own.url}/predictions/p1` } };
  if (request.path === '/file') return response.end(file());
  if (request.path.startsWith('/models/') && request.method === 'GET') {
    return json(response, { latest_version: { id: 'v1' } });
  }
  if (request.method === 'POST') return json(response, { id: 'p1', status: 'starting', ...links }, 201);
  return json(response, { id: 'p1', status: 'succeeded', output: `${own.url}/file`, ...links });
};
const refusedPrediction = (request: Received, response: ServerResponse) => {
  if (request.path.startsWith('/models/') && request.method === 'GET') {
    return json(response, { latest_version: { id: 'v1' } });
  }
  const error = 'The input or output was flagged as sensitive. Please try again. (E005)';
  json(response, { id: 'p1', status: 'failed', error, urls: { get: `${own.url}/predictions/p1` } });
};
const content = (part: object) => (_: Received, response: ServerResponse) =>
  json(response, { candidates: [{ content: { parts: [part] }, finishReason: 'STOP' }] });
const blocked = (_: Received, response: ServerResponse) =>
  json(response, { candidates: [{ content: {}, finishReason: 'IMAGE_SAFETY' }] });
const againstPolicy = (_: Received, response: ServerResponse) =>
  json(response, { detail: { status: 'content_against_policy', message: 'No.' } }, 400);
const flaggedByFal = { detail: [{ loc: ['body'], msg: 'No.', type: 'content_policy_violation' }] };
/** A request that is in progress when it is first asked for, and the file it makes. */
let falPolls = 0;
const falQueue = ({ method, path }: Received, response: ServerResponse) => {
  if (path === '/file') return response.end(video);
  const response_url = `https://queue.fal.run${path}/requests/r1`;
  if (method === 'POST') return json(response, { request_id: 'r1', response_url });
  if (falPolls++ % 2 === 0) return json(response, { detail: 'Request is still in progress' }, 400);
  json(response, { video: { url: `${own.url}/file` } });
};
const image = { inlineData: { mimeType: 'image/png', data: base64(png) } };

const acts: Act[] = [
  mocked(['openai', 'gpt-image-1', 'image'], () => ({ image: { b64Json: base64(png) } }), 'image'),
  mocked(['openai', 'gpt-image-1', 'edit'], () => ({ image: { b64Json: base64(png) } }), 'image'),
  mocked(['openai', 'gpt-4o-mini-tts', 'voice'], () => ({ audio: base64(speech), format: 'wav' }), 'speech'),
  mocked(
    ['openai', 'whisper-1', 'captions'],
    () => ({ transcription: { text: spoken, words } }),
    'transcription',
  ),
  mocked(['openai', 'gpt-5-mini', 'chat'], () => ({ content: 'Up it goes.' }), 'chat'),
  mocked(['openai', 'gpt-5-mini', 'story'], () => ({ content: JSON.stringify(story) }), 'chat'),
  mocked(['openai-compatible', 'llama-4', 'chat'], () => ({ content: 'Up it goes.' }), 'chat'),
  mocked(['openai-compatible', 'llama-4', 'story'], () => ({ content: JSON.stringify(story) }), 'chat'),
  mocked(['openai-compatible', 'flux', 'image'], () => ({ image: { b64Json: base64(png) } }), 'image'),
  mocked(['openai-compatible', 'flux', 'edit'], () => ({ image: { b64Json: base64(png) } }), 'image'),
  mocked(['google', 'gemini-2.5-flash', 'chat'], () => ({ content: 'Up it goes.' }), 'chat'),
  mocked(['google', 'gemini-2.5-flash', 'story'], () => ({ content: JSON.stringify(story) }), 'chat'),
  mocked(
    ['google', 'veo-3.1-fast-generate-preview', 'video'],
    () => ({ video: { id: 'v1', status: 'completed', url: `${mock.url}/file` } }),
    'video',
  ),
  mocked(
    ['elevenlabs', 'eleven_multilingual_v2', 'narration'],
    () => ({ audio: base64(speech), format: 'wav' }),
    'elevenlabs-tts',
  ),
  played(['google', 'gemini-2.5-flash-image', 'image'], content(image), blocked),
  played(['google', 'gemini-2.5-flash-image', 'edit'], content(image), blocked),
  played(
    ['elevenlabs', 'forced-alignment', 'captions'],
    (_, response) =>
      json(response, {
        characters: [],
        words: words.map(({ word, ...time }) => ({ text: word, ...time })),
        loss: 0,
      }),
    againstPolicy,
  ),
  played(
    ['elevenlabs', 'scribe_v1', 'captions'],
    (_, response) =>
      json(response, {
        language_code: 'en',
        language_probability: 1,
        text: spoken,
        words: words.flatMap(({ word, start, end }) => [
          { text: word, type: 'word', start, end },
          { text: ' ', type: 'spacing', start: end, end },
        ]),
      }),
    againstPolicy,
  ),
  played(
    ['replicate', 'black-forest-labs/flux-dev', 'image'],
    prediction(() => png),
    refusedPrediction,
  ),
  played(
    ['replicate', 'black-forest-labs/flux-2-pro', 'edit'],
    prediction(() => png),
    refusedPrediction,
  ),
  played(
    ['replicate', 'minimax/video-01', 'video'],
    prediction(() => video),
    refusedPrediction,
  ),
  played(
    ['replicate', 'meta/musicgen', 'music'],
    prediction(() => wav(2_000)),
    refusedPrediction,
  ),
  mocked(
    ['fal', 'fal-ai/flux/schnell', 'image'],
    () => ({ json: { images: [{ url: `${mock.url}/image` }] } }),
    'fal',
  ),
  mocked(
    ['fal', 'fal-ai/veo3/fast', 'video'],
    () => ({ json: { video: { url: `${mock.url}/file` } } }),
    'fal',
  ),
  played(
    ['fal', 'fal-ai/flux/dev/image-to-image', 'edit'],
    ({ path }, response) =>
      path === '/file' ? response.end(png) : json(response, { images: [{ url: `${own.url}/file` }] }),
    (_, response) => json(response, flaggedByFal, 422),
  ),
  played(['fal', 'fal-ai/veo2', 'video'], falQueue, (request, response) =>
    request.method === 'GET' ? json(response, flaggedByFal, 422) : falQueue(request, response),
  ),
];

/** What was left of an earlier test can come late: each has a key of its own. */
let runs = 0;
beforeEach(() => {
  runs++;
});

function perform(
  { provider, model, kind, baseUrl }: Act,
  changes: Partial<ModelRun> & { key?: string } = {},
) {
  const { key = apiKey, ...rest } = changes;
  const server = { baseUrl: baseUrl(), apiKey: () => key };
  const runModel = createModelRunner({
    providers: connectProviders({ [provider]: server }),
    retry: { tries: 3, firstPauseMs: 2 },
    polling: { firstPauseMs: 2, longestPauseMs: 5 },
  });
  const source = sources[kind];
  return runModel({
    input: inputs[kind],
    provider,
    providerModel: model,
    sources: new Map(source ? [[requestId, source]] : []),
    variant: null,
    style: null,
    idempotencyKey: `ada_${runs}`,
    abortSignal: new AbortController().signal,
    limits: { silenceMs: 20_000, totalMs: 20_000 },
    job: null,
    ...rest,
  });
}

describe.each(acts.map((act) => [`${act.provider} ${act.model}: ${act.kind}`, act] as const))(
  '%s',
  (_, act) => {
    const { stage } = act;
    const orders = () => act.keys().filter((key) => key === `ada_${runs}`);
    const isLong = act.kind === 'video' || act.kind === 'music';

    test('is made as the contract requires, with everything counted', async () => {
      stage(null);
      const { output, quantity } = await perform(act, { onJob: async () => {} });
      expect(GenerationOutput.parse(output)).toEqual(output);
      expect(Object.keys(quantity).sort()).toEqual(Object.keys(largestUse(inputs[act.kind])).sort());
      expect(orders()).toHaveLength(1);
    });

    test('a rate limit is waited out, and the call is retried under the same key', async () => {
      stage('busy once');
      await perform(act);
      expect(orders()).toHaveLength(2);
    });

    test('a lasting overload is "provider-busy" after three attempts', async () => {
      stage('overloaded');
      expect((await failure(perform(act))).code).toBe('provider-busy');
      expect(orders()).toHaveLength(3);
    });

    test('a meaningless response is a failure without a retry', async () => {
      stage('malformed');
      const { code, partial } = await failure(perform(act));
      expect({ code, partial }).toEqual({ code: 'provider-failed', partial: undefined });
      expect(orders()).toHaveLength(1);
    });

    test('an answer that is cut off is a failure, and work that may continue is not started again', async () => {
      stage('cut off');
      expect((await failure(perform(act))).code).toBe('provider-failed');
      if (isLong) expect(orders()).toHaveLength(1);
    });

    test('a provider that is slower than the deadline is given up', async () => {
      stage('slow');
      const startedAt = performance.now();
      expect((await failure(perform(act, { limits: { silenceMs: 150, totalMs: 150 } }))).code).toBe(
        'provider-timeout',
      );
      expect(performance.now() - startedAt).toBeLessThan(1_500);
    });

    test('a refusal for the content is not retried', async () => {
      stage('refused');
      const error = await failure(perform(act));
      expect(error.code).toBe('provider-refused');
      expect(JSON.stringify(error)).not.toContain(apiKey);
      expect(orders()).toHaveLength(1);
    });

    test('aborting ends the run, long before the provider would respond', async () => {
      stage('slow');
      const controller = new AbortController();
      const work = failure(perform(act, { abortSignal: controller.signal }));
      const stoppedAt = performance.now();
      controller.abort();
      expect((await work).code).toBe('cancelled');
      expect(performance.now() - stoppedAt).toBeLessThan(1_000);
    });

    // A server of one's own may need none.
    if (act.provider !== 'openai-compatible') {
      test('without a key no provider is called', async () => {
        stage(null);
        expect((await failure(perform(act, { key: '' }))).code).toBe('not-configured');
        expect(orders()).toHaveLength(0);
      });
    }
  },
);
