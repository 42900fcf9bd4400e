import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokenOf } from '../../../scripts/stack/emulators/functions-framework.ts';
import { HOUR_MS, MINUTE_MS, type WireError } from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { buildFunctions, FunctionsProcess } from '../faults/functions-process.ts';
import { expectBooksBalance, openAccount, testDb } from '../support/accounts.ts';
import { ensureUser } from '../support/auth-users.ts';
import { imageOf, requestOf, until } from '../support/backend.ts';
import { publishCatalog } from '../support/calls/callables.ts';
import { goodRequests } from '../support/calls/good-requests.ts';

type Refused = WireError & { details: { retryAfterMs: number } };

/** Processes under what Cloud Functions itself runs: four that hold credits, one that generates, one as in production. */
let built: Awaited<ReturnType<typeof buildFunctions>>;
let holding: FunctionsProcess[];
let working: FunctionsProcess;
let strict: FunctionsProcess;
const hasFinished = new AbortController();
const meter = createMeter({ store: createStore(testDb()) });

beforeAll(async () => {
  await publishCatalog();
  built = await buildFunctions();
  const start = (env = {}) => FunctionsProcess.start(built.folder, hasFinished.signal, env);
  const holds = { FUNCTION_TARGET: 'validateAndDeductCredits' };
  [strict, working, ...holding] = (await Promise.all([
    start({ FIRESTORE_EMULATOR_HOST: '', FIREBASE_DEBUG_FEATURES: '' }),
    start(),
    ...Array.from({ length: 4 }, () => start(holds)),
  ])) as [FunctionsProcess, FunctionsProcess, ...FunctionsProcess[]];
}, 120_000);
afterAll(async () => {
  hasFinished.abort();
  await built?.[Symbol.asyncDispose]();
});

test('of 200 requests at once over four processes against a limit of 50 an hour, exactly 50 pass', async () => {
  const uid = await openAccount(meter, 1_000);
  await ensureUser(uid);
  /** As a client asks: again, under the same id, while it is told to. */
  const hold = async (index: number): Promise<Refused | null> => {
    const data = goodRequests(uid).validateAndDeductCredits();
    for (;;) {
      const answer = await holding[index % 4]?.send({ data }, { authorization: `Bearer ${tokenOf(uid)}` });
      const refused = (JSON.parse(answer?.text ?? '') as { error?: { details: Refused } }).error?.details;
      if (refused?.code !== 'busy') return refused ?? null;
    }
  };
  const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => hold(index)));
  expect(answers.filter((refused) => refused === null)).toHaveLength(50);
  expect((await expectBooksBalance(uid)).activities.size).toBe(50);
  for (const { code, details } of answers.filter((refused) => refused !== null)) {
    expect(code).toBe('rate-limited');
    expect(details.retryAfterMs).toBeGreaterThan(55 * MINUTE_MS);
    expect(details.retryAfterMs).toBeLessThanOrEqual(HOUR_MS);
  }
});

describe('in production', () => {
  const uid = randomUUID();
  const authorization = `Bearer ${tokenOf(uid)}`;

  test('a call without a valid App Check token is rejected with 401', async () => {
    const body = { data: requestOf(imageOf('a kite')) };
    for (const headers of [
      {},
      { 'x-firebase-appcheck': tokenOf(uid) },
      { authorization, 'x-firebase-appcheck': 'x' },
    ]) {
      const { status, text } = await strict.send(body, headers as Record<string, string>);
      expect({ status, text }).toMatchObject({
        status: 401,
        text: expect.stringContaining('UNAUTHENTICATED'),
      });
    }
    expect((await strict.send(body)).text).not.toMatch(/stack|node_modules/);
  });
});

test('no log line contains a prompt, an address, an e-mail address, a device, a token or a key', async () => {
  const uid = await openAccount(meter, 50);
  await ensureUser(uid);
  const secrets = {
    prompt: `zebra-${randomUUID()}`,
    address: '8.8.4.4',
    device: `device-${randomUUID()}`,
    token: tokenOf(uid),
    badToken: `badtoken.${randomUUID()}.x`,
    email: `${uid}@example.com`,
    key: 'test-key',
  };
  const headers = {
    authorization: `Bearer ${secrets.token}`,
    'x-forwarded-for': `1.2.3.4, ${secrets.address}`,
    'x-firebase-appcheck': secrets.token,
  };
  const ask = (change: object, input = imageOf(secrets.prompt)) =>
    working.send({ data: { ...requestOf(input), deviceId: secrets.device, ...change } }, headers);
  const statuses = [
    await ask({}),
    await ask({}, imageOf(`${secrets.prompt} [fail]`)),
    await ask({}, imageOf(`${secrets.prompt} [refuse]`)),
    await ask({ model: 'no-such-model' }),
    await ask({ shownPriceMicros: 1 }),
    await ask({ [secrets.prompt]: secrets.prompt }),
    await ask({ input: { kind: 'image', prompt: 7, [secrets.prompt]: 1 } }),
    await working.send({ data: { prompt: secrets.prompt } }, { authorization: `Bearer ${secrets.badToken}` }),
    await strict.send(
      { data: { prompt: secrets.prompt } },
      { ...headers, authorization: `Bearer ${secrets.badToken}` },
    ),
    await strict.send({ data: { prompt: secrets.prompt } }, headers),
    await working.send({ nothing: secrets.prompt }, headers),
  ].map((answer) => answer.status);
  expect(statuses[0]).toBe(200);
  await until(() => working.logged.includes('call-refused'));
  const logged = [strict, working, ...holding].map((process) => process.logged).join('\n');
  expect(logged).toContain('generation-ended');
  for (const [what, secret] of Object.entries(secrets)) {
    expect.soft({ what, isLogged: logged.includes(secret) }).toEqual({ what, isLogged: false });
  }
});
