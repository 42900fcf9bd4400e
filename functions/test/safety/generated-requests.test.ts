import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CallableName, callables, collections, ErrorCode } from '../../src/contract/index.ts';
import { openApiOf } from '../../src/http/open-api.ts';
import { createRoutes } from '../../src/http/routes.ts';
import { newRequestId, openAccount, testDb } from '../support/accounts.ts';
import { call, newPerson, publishCatalog } from '../support/callables.ts';
import { goodRequests } from '../support/good-requests.ts';
import { ask, type Served, type SignIn, serveHere, signUp } from '../support/served.ts';

/** A tenth of the 10,000 that `npm run soak` sends: shared out among every callable and every route. */
const soak = Math.max(1, Number(process.env.FIREMETER_SOAK ?? 0));
const REQUESTS = 1_000 * soak;
const timeout = 120_000 * soak;
const MOST_MS = 5_000;

const names = Object.keys(callables) as CallableName[];
const routes = Object.entries(openApiOf(createRoutes({} as never)).paths as Record<string, object>).flatMap(
  ([path, methods]) => Object.keys(methods).map((method) => ({ path, method })),
);
const each = Math.ceil(REQUESTS / (names.length + routes.length));

/** What breaks parsers, regular expressions, stores and screens. */
const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, [], {}, '', ' ', '\u0000', '\ud83d', '‮abc', '__proto__', '../../accounts'],
    ...[-1, 0, 0.1, 1e308, -1e308, Number.MAX_SAFE_INTEGER, 2 ** 53, 4_294_967_296],
    ...[
      'a'.repeat(60_000),
      `${'a'.repeat(40_000)}!`,
      `${'a@'.repeat(20_000)}a`,
      '0'.repeat(50_000),
      '-'.repeat(50_000),
    ],
    ...[
      `${'1.'.repeat(20_000)}x`,
      `${':'.repeat(20_000)}1`,
      ' \t'.repeat(20_000),
      'İ'.repeat(20_000),
      '𝕏'.repeat(20_000),
    ],
    JSON.parse('{"__proto__":{"role":"owner"},"constructor":{"prototype":1}}'),
    Array.from({ length: 2_000 }, () => ({})),
    nested(500),
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
);

function nested(depth: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level++) value = { value };
  return value;
}

/** A good request with some of it replaced, dropped or added, at any depth; or something else altogether. */
const requestFrom = (good: Record<string, unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 1, arbitrary: hostile },
    {
      weight: 9,
      arbitrary: fc
        .array(fc.record({ at: fc.nat(), how: fc.nat(3), value: hostile }), { minLength: 1, maxLength: 3 })
        .map((changes) => changes.reduce<Record<string, unknown>>(changed, structuredClone(good))),
    },
  );

function changed(
  request: Record<string, unknown>,
  { at, how, value }: { at: number; how: number; value: unknown },
): Record<string, unknown> {
  const places: [Record<string, unknown>, string][] = [];
  const visit = (place: Record<string, unknown>) => {
    for (const [key, inner] of Object.entries(place)) {
      places.push([place, key]);
      if (typeof inner === 'object' && inner !== null) visit(inner as Record<string, unknown>);
    }
  };
  visit(request);
  const [place, key] = places[at % Math.max(1, places.length)] ?? [request, 'extra'];
  if (how === 0) delete place[key];
  else if (how === 1) place[`${key}x`] = value;
  else place[key] = value;
  return request;
}

/** What is published, and jobs, are shared with tests that run beside this one: they are asked for and not had. */
function apart(request: unknown): unknown {
  if (typeof request !== 'object' || request === null || Array.isArray(request)) return request;
  return {
    ...request,
    ...('baseVersion' in request && Number.isInteger(request.baseVersion) && { baseVersion: 987_654 }),
    ...('job' in request && typeof request.job === 'string' && { job: 'nothing' }),
  };
}

/** What an account owns, as it is stored. */
async function stateOf(uid: string): Promise<string> {
  const db = testDb();
  const [account, activities, entries] = await Promise.all([
    db.collection(collections.accounts).doc(uid).get(),
    db.collection(collections.activities).where('accountId', '==', uid).get(),
    db.collection(collections.ledger).where('accountId', '==', uid).get(),
  ]);
  const documents = [account, ...activities.docs, ...entries.docs];
  return JSON.stringify(documents.map((document) => [document.ref.path, document.updateTime]).sort());
}

/** The code it was refused with; null: it was done. */
type Send = (request: unknown) => Promise<string | null>;

/** Sends them one after the other, and holds each refused one to having changed nothing. */
async function sendAll(uid: string, good: () => Record<string, unknown>, send: Send): Promise<void> {
  let known = await stateOf(uid);
  await fc.assert(
    fc.asyncProperty(requestFrom(good()), async (request) => {
      const startedMs = performance.now();
      const code = await send(request);
      expect(performance.now() - startedMs).toBeLessThan(MOST_MS);
      expect(code).not.toBe('internal');
      const state = await stateOf(uid);
      if (code !== null) expect(state).toBe(known);
      known = state;
    }),
    { numRuns: each },
  );
}

describe('no generated request gets out of a callable an internal error, a change for nothing, or a long wait', () => {
  const admin = { uid: newPerson().uid, role: 'admin' };
  beforeAll(publishCatalog);

  test.concurrent.each(names)('%s', { timeout }, async (name) => {
    const person = newPerson();
    await call('openAccount', {}, person);
    const { caller } = callables[name];
    const good = goodRequests(person.uid)[name];
    await sendAll(person.uid, good, async (request) => {
      try {
        await call(name, apart(request), caller === 'admin' ? admin : person);
        return null;
      } catch (error) {
        return ErrorCode.parse((error as { details?: { code?: unknown } }).details?.code);
      }
    });
  });
});

describe('nor out of a route', () => {
  let served: Served;
  let person: SignIn;
  beforeAll(async () => {
    served = await serveHere();
    person = await signUp();
    await openAccount(served.backend.meter, 1_000, person.uid);
  });
  afterAll(() => served[Symbol.asyncDispose]());

  test.each(routes)('$method $path', { timeout }, async ({ path, method }) => {
    const requestId = newRequestId();
    const good = () => ({
      prompt: 'a kite',
      requestId,
      input: { kind: 'image', prompt: 'a kite' },
      model: 'nano-banana',
      place: 'image',
    });
    await sendAll(person.uid, good, async (request) => {
      const { place = requestId } = (typeof request === 'object' && request ? request : {}) as {
        place?: unknown;
      };
      const part = encodeURIComponent(String(place).toWellFormed()).slice(0, 4_000);
      const { status, body } = await ask(served, path.replace(/\{\w+\}/g, part), {
        as: person,
        method: method.toUpperCase(),
        ...(method === 'post' && { body: JSON.stringify(request) ?? '' }),
      });
      return status < 400 ? null : String(body.code ?? status);
    });
  });
});
