import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../src/contract/index.ts';
import { createLocalStore } from '../../src/generation/outputs/create-local-store.ts';
import { createOutputStore } from '../../src/generation/outputs/create-output-store.ts';
import { createFileLinks } from '../../src/generation/outputs/file-links.ts';
import { Problem } from '../../src/http/problem.ts';
import { openAccount } from '../support/accounts.ts';
import { ask, type Served, type SignIn, serveHere, signUp } from '../support/calls/served.ts';

/** Too large for a document. */
const bytes = randomBytes(800_000);
const clock = { aheadMs: 0 };
const now = () => Date.now() + clock.aheadMs;

let folder: string;
let served: Served;
let person: SignIn;
/** As the API gives it: from the root of the site. */
let url: string;
let site: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
  const links = createFileLinks({ key: () => 'test-key', now });
  served = await serveHere({
    links,
    now,
    outputPlace: () => ({ kind: 'folder', folder }),
    outputs: createOutputStore(createLocalStore({ folder, links })),
    runModel: async () => ({
      output: {
        kind: 'audio',
        mediaType: 'audio/wav',
        file: { where: 'here', base64: bytes.toString('base64') },
        durationMs: 1_000,
      },
      quantity: {},
    }),
  });
  site = served.address.replace(/\/api$/, '');
  person = await signUp();
  await openAccount(served.backend.meter, 100, person.uid);
  const body = { input: { kind: 'voice', text: 'Hello out there' } };
  const made = await ask(served, '/operations/voice', { as: person, body });
  expect(made.body).toMatchObject({
    status: 'completed',
    output: { file: { where: 'store', bytes: 800_000 } },
  });
  const linked = await ask(served, `/activities/${made.body.requestId}/link`, { as: person });
  expect(linked.body.expiresAtMs).toBeGreaterThan(Date.now() + HOUR_MS - 1);
  url = String(linked.body.url);
});
afterAll(async () => {
  await served[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${site}${path}`, { headers });

async function expectProblem(response: Response, code: string): Promise<void> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(Problem.parse(await response.json())).toMatchObject({ code, status: response.status });
}

describe('a large output', () => {
  test('can be opened with its link, without a sign-in, with its media type', async () => {
    const response = await get(url);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'audio/wav',
      'content-length': '800000',
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
      'cache-control': expect.stringMatching(/^private, max-age=\d+, immutable$/),
      'content-security-policy': expect.stringContaining('sandbox'),
    });
  });

  test.each([
    ['bytes=0-99', 'bytes 0-99/800000', bytes.subarray(0, 100)],
    ['bytes=799990-', 'bytes 799990-799999/800000', bytes.subarray(799_990)],
    ['bytes=-5', 'bytes 799995-799999/800000', bytes.subarray(799_995)],
  ])('can be read in parts: %s', async (range, contentRange, part) => {
    const response = await get(url, { range });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(contentRange);
    expect(Buffer.from(await response.arrayBuffer()).equals(part)).toBe(true);
  });

  test('has no part beyond its end', async () => {
    const response = await get(url, { range: 'bytes=800000-' });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe('bytes */800000');
    await expectProblem(response, 'range-not-satisfiable');
  });

  test('is not sent again to a browser that has it', async () => {
    const etag = (await get(url)).headers.get('etag') ?? '';
    // `fetch` asks past every cache when it is told of an ETag.
    const { promise, resolve } = Promise.withResolvers<IncomingMessage>();
    request(`${site}${url}`, { headers: { 'if-none-match': etag } }, resolve).end();
    const response = await promise;
    response.resume();
    expect(response.statusCode).toBe(304);
  });
});

describe('a link', () => {
  test.each([
    ['forged', (good: string) => good.replace(/signature=./, 'signature=_')],
    ['of a longer life', (good: string) => good.replace(/expires=(\d+)/, (_, end) => `expires=${end}0`)],
    ['of another file', (good: string) => good.replace(/[0-9a-f]\.wav/, '0.mp4')],
    ['of a way out', (good: string) => good.replace(/files\/.*\?/, 'files/..%2F..%2Fetc%2Fpasswd?')],
    ['without a signature', (good: string) => good.replace(/&signature=.*/, '')],
    ['with two signatures', (good: string) => `${good}&signature=x`],
    ['without anything', (good: string) => good.replace(/\?.*/, '')],
  ])('that is %s opens nothing', async (_, change) => {
    const response = await get(change(url));
    expect(response.status).toBe(403);
    await expectProblem(response, 'permission-denied');
  });

  test('is invalid once it has expired', async () => {
    clock.aheadMs = 3 * HOUR_MS;
    try {
      const response = await get(url);
      expect(response.status).toBe(403);
      expect(response.headers.get('cache-control')).toBe('no-store');
      await expectProblem(response, 'permission-denied');
    } finally {
      clock.aheadMs = 0;
    }
  });

  test('to a deleted file reports that', async () => {
    const body = { input: { kind: 'voice', text: 'To be removed' } };
    const { requestId, activityId } = (await ask(served, '/operations/voice', { as: person, body })).body;
    const { body: link } = await ask(served, `/activities/${requestId}/link`, { as: person });
    await served.backend.outputs.remove(String(activityId));
    const response = await get(String(link.url));
    expect(response.status).toBe(404);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-disposition')).toBeNull();
    await expectProblem(response, 'not-found');
  });

  test('to a file in production leads to the bucket, and nothing is served here', async () => {
    await using production = await serveHere();
    const { pathname, search } = new URL(url, site);
    const response = await fetch(`${production.address}${pathname.replace('/api', '')}${search}`);
    expect(response.status).toBe(404);
    await expectProblem(response, 'not-found');
  });
});
