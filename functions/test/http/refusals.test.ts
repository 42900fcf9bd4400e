import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  AppError,
  balanceMicros,
  type Catalog,
  DAY_MS,
  defaultCatalog,
  HOUR_MS,
} from '../../src/contract/index.ts';
import { Problem } from '../../src/http/problem.ts';
import type { Catalogs } from '../../src/platform/store/catalogs.ts';
import { credits, expectBooksBalance, newRequestId, openAccount, suspendOf } from '../support/accounts.ts';
import { catalogWithRetired } from '../support/backend.ts';
import { ask, type Served, type SignIn, serveHere, signUp } from '../support/calls/served.ts';

const body = { prompt: 'a lighthouse at dusk' };
const imageInput = { kind: 'image', prompt: 'a kite' };
const narrow = structuredClone(defaultCatalog) as Catalog;
if (narrow.operations.image) narrow.operations.image.limit = { max: 1, windowMs: HOUR_MS };
const guestly: Catalog = {
  ...defaultCatalog,
  guests: {
    perSession: { max: 1, windowMs: DAY_MS },
    perAddress: { max: 9, windowMs: DAY_MS },
    operations: ['image'],
  },
};

let here: Served;
let rich: SignIn;
let poor: SignIn;
let suspended: SignIn;
let guest: SignIn;

beforeAll(async () => {
  here = await serveHere({ catalog: catalogWithRetired });
  [rich, poor, suspended] = [await signUp(), await signUp(), await signUp()];
  guest = await signUp('guest');
  await openAccount(here.backend.meter, 1_000, rich.uid);
  await openAccount(here.backend.meter, 1, poor.uid);
  await openAccount(here.backend.meter, 100, suspended.uid);
  await here.backend.meter.submit(suspended.uid, suspendOf('suspend'));
});
afterAll(() => here[Symbol.asyncDispose]());

type Answer = Awaited<ReturnType<typeof ask>>;

/** What is true of every refusal; gives the problem. */
function expectProblem({ status, headers, body: sent }: Answer): Problem {
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(headers.get('cache-control')).toBe('no-store');
  const problem = Problem.parse(sent);
  expect(problem.status).toBe(status);
  expect(problem.type).toBe(`urn:problem-type:firemeter:${problem.code}`);
  expect(problem.traceId).toBe(headers.get('trace-id'));
  expect(problem.detail).toMatch(/^[A-Z].{10}/s);
  return problem;
}

interface Case {
  path: string;
  as?: () => SignIn | null;
  send?: unknown;
  method?: string;
  headers?: Record<string, string>;
}

const token = (text: string) => ({ authorization: text });
const unsigned = (claims: object) =>
  `${[{ alg: 'none' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;
const old = () => newRequestId(Date.now() - 8 * DAY_MS);

const image = { path: '/generate-image', send: body };
const cases: [what: string, status: number, code: string, asked: Case][] = [
  ['nobody signed in', 401, 'unauthenticated', { ...image, as: () => null }],
  [
    'nobody signed in, even for nonsense',
    401,
    'unauthenticated',
    { ...image, as: () => null, send: { x: 1 } },
  ],
  [
    'another way to sign in',
    401,
    'unauthenticated',
    { ...image, as: () => null, headers: token('Basic bWlh') },
  ],
  ['no token', 401, 'unauthenticated', { ...image, as: () => null, headers: token('Bearer ') }],
  ['two tokens', 401, 'unauthenticated', { ...image, as: () => null, headers: token('Bearer a b') }],
  ['no real token', 401, 'unauthenticated', { ...image, as: () => null, headers: token('Bearer a.b.c') }],
  [
    'a token of another project',
    401,
    'unauthenticated',
    {
      ...image,
      as: () => null,
      headers: token(`Bearer ${unsigned({ sub: 'mia', aud: 'another', iss: 'another', iat: 1, exp: 9e9 })}`),
    },
  ],
  ['too few credits', 402, 'insufficient-credits', { ...image, as: () => poor }],
  [
    'a guest at what is for people with an account',
    403,
    'permission-denied',
    { path: '/validate-and-deduct-credits', as: () => guest, send: {} },
  ],
  ['a suspended account', 403, 'suspended', { ...image, as: () => suspended }],
  ['no body', 400, 'invalid-argument', { path: '/generate-image', method: 'POST' }],
  ['an empty prompt', 400, 'invalid-argument', { ...image, send: { prompt: '' } }],
  ['a field too many', 400, 'invalid-argument', { ...image, send: { ...body, uid: 'someone' } }],
  [
    'the operation in the body',
    400,
    'invalid-argument',
    { path: '/operations/image', send: { operation: 'image', input: imageInput } },
  ],
  [
    'the input of another operation',
    400,
    'invalid-argument',
    { path: '/operations/chat', send: { input: imageInput } },
  ],
  ['a list', 400, 'invalid-argument', { ...image, send: [body] }],
  ['a text', 400, 'invalid-argument', { ...image, send: '"text"' }],
  ['half of a JSON text', 400, 'invalid-argument', { ...image, send: '{"prompt":' }],
  ['a key that is no UUIDv7', 400, 'invalid-argument', { ...image, headers: { 'idempotency-key': 'once' } }],
  [
    'a key and another request id',
    400,
    'invalid-argument',
    {
      ...image,
      send: { ...body, requestId: newRequestId() },
      headers: { 'idempotency-key': newRequestId() },
    },
  ],
  ['an id that is none', 400, 'invalid-argument', { path: '/activities/first' }],
  ['an id with a path in it', 400, 'invalid-argument', { path: '/activities/..%2F..%2Faccounts' }],
  ['a broken escape', 400, 'invalid-argument', { path: '/activities/%' }],
  ['a request nobody made', 404, 'not-found', { path: `/activities/${newRequestId()}` }],
  [
    'an unknown operation',
    404,
    'unknown-operation',
    { path: '/operations/levitation', send: { input: imageInput } },
  ],
  [
    'an operation named as what every object has',
    400,
    'invalid-argument',
    { path: '/operations/constructor', send: { input: imageInput } },
  ],
  ['an unknown model', 404, 'unknown-model', { ...image, send: { ...body, model: 'none' } }],
  ['a model that is not sold here', 404, 'unknown-model', { ...image, send: { ...body, model: 'nowhere' } }],
  [
    'a source nobody made',
    404,
    'not-found',
    { path: '/operations/edit', send: { input: { kind: 'edit', prompt: 'x', source: newRequestId() } } },
  ],
  ['no such address', 404, 'not-found', { path: '/nothing' }],
  ['no such address, to write to', 404, 'not-found', { path: '/nothing', send: {} }],
  ['what only admins do', 404, 'not-found', { path: '/grant-credits-to-user', send: {} }],
  ['a read of what is only written', 405, 'method-not-allowed', { path: '/generate-image' }],
  ['a write of what is only read', 405, 'method-not-allowed', { path: '/credits', send: {} }],
  ['a deletion', 405, 'method-not-allowed', { path: '/credits', method: 'DELETE' }],
  ['a lower price than now', 409, 'price-changed', { ...image, send: { ...body, shownPriceMicros: 1 } }],
  ['a request id too old', 410, 'request-expired', { ...image, send: { ...body, requestId: old() } }],
  ['more than 10 MB', 413, 'payload-too-large', { ...image, send: { prompt: 'x'.repeat(10 * 1024 * 1024) } }],
  [
    'a form',
    415,
    'unsupported-media-type',
    { ...image, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  ],
  [
    'an encoding nobody knows',
    415,
    'unsupported-media-type',
    { ...image, headers: { 'content-encoding': 'zip' } },
  ],
  ['what the provider refuses', 422, 'provider-refused', { ...image, send: { prompt: 'a kite [refuse]' } }],
  ['what the provider fails at', 502, 'provider-failed', { ...image, send: { prompt: 'a kite [fail]' } }],
  ['a busy provider', 503, 'provider-busy', { ...image, send: { prompt: 'a kite [fail busy]' } }],
  ['a model switched off', 503, 'operation-disabled', { ...image, send: { ...body, model: 'retired' } }],
];

describe('a problem document answers', () => {
  test.concurrent.each(cases)(
    '%s with %d %s',
    async (_, status, code, { path, as = () => rich, send, ...asked }) => {
      const answer = await ask(here, path, { as: as(), body: send, ...asked });
      expect(answer.status).toBe(status);
      expect(expectProblem(answer).code).toBe(code);
      if (status === 401) expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    },
  );

  test('a rejected request is never charged', async () => {
    const { account, activities } = await expectBooksBalance(rich.uid);
    expect(balanceMicros(account, Date.now())).toBe(credits(1_000));
    expect([...activities.values()].map(({ status }) => status)).toEqual(['failed', 'failed', 'failed']);
  });
});

test('a rejection for lack of credits returns the price and the balance', async () => {
  const problem = expectProblem(await ask(here, '/generate-image', { as: poor, body }));
  expect(problem).toMatchObject({ priceMicros: 5_000_000, balanceMicros: 1_000_000 });
});

test.each([
  ['/generate-image', body],
  ['/resume-reel', { reelId: newRequestId() }],
])('%s needs the agreement to the terms that apply', async (path, send) => {
  await using asking = await serveHere({
    guard: {
      check: async (_, { asksForWork, needsAgreement }) =>
        asksForWork || needsAgreement
          ? new AppError('agreement-required', { reason: 'terms', termsVersion: 1 })
          : null,
      record: async () => undefined,
    },
  });
  const problem = expectProblem(await ask(asking, path, { as: rich, body: send }));
  expect(problem).toMatchObject({ status: 403, code: 'agreement-required' });
});

test('each fault of a request is returned with its path', async () => {
  const sent = { prompt: 7, color: 'blue' };
  const { issues } = expectProblem(await ask(here, '/generate-image', { as: rich, body: sent }));
  expect(issues?.map(({ path }) => path)).toContain('prompt');
});

test('a method that a path doesn’t support is rejected with those that it does', async () => {
  const allowed = async (path: string, method: string) =>
    (await ask(here, path, { method })).headers.get('allow');
  expect(await allowed('/credits', 'DELETE')).toBe('GET, HEAD, OPTIONS');
  expect(await allowed('/generate-image', 'GET')).toBe('POST, OPTIONS');
  expect(await allowed('/openapi.json', 'POST')).toBe('GET, HEAD, OPTIONS');
});

test('one key for two requests is rejected for the later one', async () => {
  const headers = { 'idempotency-key': newRequestId() };
  await ask(here, '/generate-image', { as: rich, body, headers });
  const other = { prompt: 'something else' };
  const answer = await ask(here, '/generate-image', { as: rich, body: other, headers });
  expect(expectProblem(answer)).toMatchObject({ status: 409, code: 'idempotency-conflict' });
});

describe('a caller who must wait learns how long', () => {
  test('at a rate limit', async () => {
    await using limited = await serveHere({ catalog: narrow });
    const person = await signUp();
    await openAccount(limited.backend.meter, 100, person.uid);
    expect((await ask(limited, '/generate-image', { as: person, body })).status).toBe(200);
    const answer = await ask(limited, '/generate-image', { as: person, body });
    const { code, retryAfterMs = 0 } = expectProblem(answer);
    expect({ code, status: answer.status }).toEqual({ code: 'rate-limited', status: 429 });
    expect(retryAfterMs).toBeGreaterThan(HOUR_MS - 60_000);
    expect(answer.headers.get('retry-after')).toBe(String(Math.ceil(retryAfterMs / 1_000)));
  });

  test('as a guest whose turns are used up', async () => {
    await using open = await serveHere({ catalog: guestly });
    const guest = await signUp('guest');
    const headers = { 'x-forwarded-for': `2001:db8:${randomInt(0x10000).toString(16)}::1` };
    await ask(open, '/open-account', { as: guest, body: {}, headers });
    expect((await ask(open, '/generate-image', { as: guest, body, headers })).status).toBe(200);
    const answer = await ask(open, '/generate-image', { as: guest, body, headers });
    expect(expectProblem(answer)).toMatchObject({ status: 429, code: 'guest-limit' });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(23 * 3_600);
  });

  test('while their identity can’t be looked up', async () => {
    const auth = {
      verifyIdToken: () => Promise.reject(Object.assign(new Error('down'), { code: 'auth/internal-error' })),
    };
    await using down = await serveHere({ auth: auth as never });
    const answer = await ask(down, '/credits', { as: rich });
    expect(expectProblem(answer)).toMatchObject({ status: 503, code: 'busy' });
    expect(answer.headers.get('retry-after')).toBe('2');
  });
});

test('an internal error reveals nothing about its cause', async () => {
  const broken: Catalogs = {
    current: () => Promise.reject(new Error('secret of the house')),
    at: () => Promise.reject(),
  };
  await using down = await serveHere({ catalogs: broken });
  const answer = await ask(down, '/credit-packs');
  expect(expectProblem(answer)).toMatchObject({ status: 500, code: 'internal' });
  expect(JSON.stringify(answer.body)).not.toContain('secret');
});
