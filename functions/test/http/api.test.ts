import { randomInt } from 'node:crypto';
import { getAuth } from 'firebase-admin/auth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { activityIdOf, DAY_MS, presets } from '../../src/contract/index.ts';
import { credits, expectBooksBalance, newRequestId, openAccount } from '../support/accounts.ts';
import { chatOf, until } from '../support/backend.ts';
import { ask, type Served, type SignIn, serveHere, signUp } from '../support/calls/served.ts';

let studio: Served;
let gallery: Served;

beforeAll(async () => {
  studio = await serveHere();
  gallery = await serveHere({ catalog: presets.gallery });
});
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await gallery[Symbol.asyncDispose]();
});

async function personWith(balance: number, { backend } = studio): Promise<SignIn> {
  const person = await signUp();
  await openAccount(backend.meter, balance, person.uid);
  return person;
}

/** An address that no test has seen, in what IPv6 sets aside for examples. */
const newAddress = () => `2001:db8:${randomInt(0x10000).toString(16)}:${randomInt(0x10000).toString(16)}::1`;

async function guestAt(address: string): Promise<SignIn & { from: Record<string, string> }> {
  const guest = await signUp('guest');
  return { ...guest, from: { 'x-forwarded-for': address } };
}

const body = { prompt: 'a lighthouse at dusk' };

describe('work over plain HTTP', () => {
  test('charges the price of an image, and returns what remains and the new request id', async () => {
    const person = await personWith(20);
    const made = await ask(studio, '/generate-image', { as: person, body });
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({
      status: 'completed',
      capturedMicros: credits(5),
      remainingMicros: credits(15),
      remainingCredits: 15,
      output: { kind: 'image', alt: expect.stringContaining('lighthouse') },
      guest: null,
    });
    const { requestId, output } = made.body;
    const state = await ask(studio, `/activities/${requestId}`, { as: person });
    expect(state.body).toMatchObject({ requestId, status: 'completed', capturedMicros: credits(5), output });
    await expectBooksBalance(person.uid);
  });

  test('Nano Banana costs half a credit', async () => {
    const person = await personWith(1, gallery);
    const made = await ask(gallery, '/generate-nano-banana', { as: person, body });
    expect(made).toMatchObject({ status: 200, body: { remainingCredits: 0.5, status: 'completed' } });
    const books = await expectBooksBalance(person.uid);
    expect([...books.activities.values()].map(({ model }) => model)).toEqual(['nano-banana']);
  });

  test('offers every operation of the catalog under its name, with its default model', async () => {
    const person = await personWith(20);
    const chatted = await ask(studio, '/operations/chat', {
      as: person,
      body: { input: chatOf('How do tides work?') },
    });
    expect(chatted).toMatchObject({ status: 200, body: { output: { kind: 'chat', finish: 'stop' } } });
    const books = await expectBooksBalance(person.uid);
    const [activity] = books.activities.values();
    expect(activity?.model).toBe(presets.studio.operations.chat?.defaultModel);
  });

  test('accepts long work with 202 and its location, and continues it', async () => {
    const person = await personWith(100);
    const input = { kind: 'video', prompt: 'a river from above', seconds: 2 };
    const queued = await ask(studio, '/operations/video', { as: person, body: { input } });
    expect(queued).toMatchObject({ status: 202, body: { status: 'pending', output: null } });
    expect(queued.headers.get('location')).toBe(`/api/activities/${queued.body.requestId}`);
    const requestId = String(queued.body.requestId);
    const activityId = activityIdOf({ accountId: person.uid, requestId });
    expect(studio.backend.queued).toContainEqual({ activityId, input });

    const stopped = await ask(studio, '/cancel-generation', { as: person, body: { requestId } });
    expect(stopped.status).toBe(200);
    await expectBooksBalance(person.uid);
  });

  test('charges ten retries at once with one Idempotency-Key once, with equal answers', async () => {
    const person = await personWith(20);
    const headers = { 'idempotency-key': newRequestId() };
    const calls = Array.from({ length: 10 }, () =>
      ask(studio, '/generate-image', { as: person, body, headers }),
    );
    const answers = await Promise.all(calls);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map((answer) => answer.body.activityId)).size).toBe(1);
    const quoted = { 'idempotency-key': `"${headers['idempotency-key']}"` };
    const late = await ask(studio, '/generate-image', { as: person, body, headers: quoted });
    expect(late.body).toMatchObject({ remainingCredits: 15, requestId: headers['idempotency-key'] });
    const { entries } = await expectBooksBalance(person.uid);
    expect([...entries.values()].filter(({ kind }) => kind === 'usage')).toHaveLength(1);
  });

  test('holds for work that runs elsewhere, accepts its report and charges it', async () => {
    const person = await personWith(20);
    const work = { operation: 'image', model: 'nano-banana', quantity: { images: 1 }, prompt: 'a kite' };
    const held = await ask(studio, '/validate-and-deduct-credits', { as: person, body: work });
    expect(held).toMatchObject({ status: 200, body: { status: 'pending', remainingCredits: 15 } });
    const { requestId } = held.body;
    const report = { requestId, status: 'completed' };
    const settled = await ask(studio, '/update-activity-status', { as: person, body: report });
    expect(settled).toMatchObject({ status: 200, body: { capturedMicros: credits(5) } });
    await expectBooksBalance(person.uid);
  });

  test('lets nobody see or stop another user’s request', async () => {
    const [mia, noah] = [await personWith(20), await personWith(20)];
    const { requestId } = (await ask(studio, '/generate-image', { as: mia, body })).body;
    expect((await ask(studio, `/activities/${requestId}`, { as: noah })).status).toBe(404);
    expect((await ask(studio, `/activities/${requestId}/link`, { as: noah })).status).toBe(404);
    const theirs = await ask(studio, '/cancel-generation', { as: noah, body: { requestId } });
    expect(theirs.body).toMatchObject({ activityId: `${noah.uid}_${requestId}`, status: 'failed' });
    expect((await ask(studio, `/activities/${requestId}/link`, { as: mia })).body).toMatchObject({
      url: expect.stringMatching(/^data:image\/jpeg;base64,/),
      expiresAtMs: null,
    });
  });
});

describe('GET /api/credits', () => {
  test('returns a person’s balance, the totals in and out, and the latest entries first', async () => {
    const person = await personWith(20);
    for (const prompt of ['one', 'two']) {
      await ask(studio, '/generate-image', { as: person, body: { prompt } });
    }
    const { status, body: told } = await ask(studio, '/credits', { as: person });
    expect(status).toBe(200);
    expect(told).toMatchObject({
      kind: 'person',
      accountId: person.uid,
      remainingCredits: 10,
      isLow: false,
      lifetime: { receivedMicros: credits(20), usedMicros: credits(10), generations: 2 },
    });
    const entries = told.recentEntries as { kind: string; amountCredits: number }[];
    expect(entries.map(({ kind, amountCredits }) => [kind, amountCredits])).toEqual([
      ['usage', -5],
      ['usage', -5],
      ['grant', 20],
    ]);
  });

  test('returns the welcome credits after the account is opened, once', async () => {
    const person = await signUp();
    expect((await ask(gallery, '/credits', { as: person })).status).toBe(404);
    expect((await ask(gallery, '/open-account', { as: person, body: {} })).body).toMatchObject({
      welcomeMicros: credits(50),
    });
    expect((await ask(gallery, '/open-account', { as: person, body: {} })).body).toMatchObject({
      welcomeMicros: 0,
    });
    const { body: told } = await ask(gallery, '/credits', { as: person });
    expect(told).toMatchObject({ remainingCredits: 50, lifetime: { receivedMicros: credits(50) } });
  });

  test('returns a guest’s remaining turns, when they are free again, and what signing up brings', async () => {
    const guest = await guestAt(newAddress());
    await ask(gallery, '/open-account', { as: guest, body: {}, headers: guest.from });
    const before = await ask(gallery, '/credits', { as: guest, headers: guest.from });
    expect(before.body).toEqual({
      kind: 'guest',
      accountId: guest.uid,
      allowance: { turns: 3, remaining: 3, nextTurnAtMs: null, resetAtMs: null },
      operations: ['image'],
      signUp: { welcomeMicros: credits(50), welcomeCredits: 50, needsVerifiedEmail: false },
    });
    const startMs = Date.now();
    const made = await ask(gallery, '/generate-image', { as: guest, body, headers: guest.from });
    expect(made).toMatchObject({ status: 200, body: { capturedMicros: 0, guest: { remaining: 2 } } });
    for (const prompt of ['two', 'three']) {
      await ask(gallery, '/generate-image', { as: guest, body: { prompt }, headers: guest.from });
    }
    const { body: told } = await ask(gallery, '/credits', { as: guest, headers: guest.from });
    const allowance = told.allowance as { nextTurnAtMs: number; resetAtMs: number };
    expect(allowance).toMatchObject({ turns: 3, remaining: 0 });
    expect(allowance.nextTurnAtMs).toBeGreaterThanOrEqual(startMs + DAY_MS);
    expect(allowance.resetAtMs).toBeGreaterThan(allowance.nextTurnAtMs);

    const refused = await ask(gallery, '/generate-image', { as: guest, body, headers: guest.from });
    expect(refused).toMatchObject({ status: 429, body: { code: 'guest-limit' } });
    const waitMs = Number(refused.headers.get('retry-after')) * 1_000;
    expect(Math.abs(Date.now() + waitMs - allowance.nextTurnAtMs)).toBeLessThan(5_000);
  });

  test('counts the turns of others at the same address', async () => {
    const address = newAddress();
    const [one, other] = [await guestAt(address), await guestAt(address)];
    const narrow = presets.gallery.guests && {
      ...presets.gallery.guests,
      perAddress: { max: 2, windowMs: DAY_MS },
    };
    await using shared = await serveHere({
      catalog: { ...presets.gallery, guests: narrow },
    });
    for (const guest of [one, other]) {
      await ask(shared, '/open-account', { as: guest, body: {}, headers: guest.from });
    }
    for (const prompt of ['one', 'two']) {
      await ask(shared, '/generate-image', { as: one, body: { prompt }, headers: one.from });
    }
    const { body: told } = await ask(shared, '/credits', { as: other, headers: other.from });
    expect(told.allowance).toMatchObject({ turns: 2, remaining: 0 });
    const refused = await ask(shared, '/generate-image', { as: other, body, headers: other.from });
    expect(refused.status).toBe(429);
  });
});

test("is served under the same paths at the function's own address", async () => {
  const address = studio.address.replace(/\/api$/, '');
  expect((await ask({ address }, '/credit-packs')).status).toBe(200);
  expect((await ask({ address }, '/credits')).status).toBe(401);
});

test('GET /api/credit-packs is public and returns price, bonus, savings and label', async () => {
  const { status, body: told } = await ask(gallery, '/credit-packs');
  expect(status).toBe(200);
  expect(told.packs).toHaveLength(4);
  expect((told.packs as unknown[])[1]).toMatchObject({
    pack: 'creator',
    credits: 110,
    bonusCredits: 10,
    amountCents: 1_499,
    savingsPercent: 31,
    tag: 'best-value',
  });
});

describe('the API', () => {
  test('answers a HEAD like a GET without its body, answers preflight requests, and allows any origin', async () => {
    const head = await ask(studio, '/credit-packs', { method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, body: { text: '' } });
    const headers = {
      origin: 'https://example.com',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,idempotency-key',
    };
    const preflight = await ask(studio, '/generate-image', { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('idempotency-key');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
  });

  test("keeps the caller's trace in the response, the problem and the activity", async () => {
    const person = await personWith(20);
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
    const made = await ask(studio, '/generate-image', { as: person, body, headers });
    expect(made.headers.get('trace-id')).toBe(traceId);
    const books = await expectBooksBalance(person.uid);
    expect([...books.activities.values()].map((activity) => activity.traceId)).toEqual([traceId]);
    const refused = await ask(studio, '/nothing', { headers });
    expect(refused.body.traceId).toBe(traceId);
  });

  test('rejects a token that was revoked or whose user is gone', async () => {
    const [revoked, disabled, deleted] = [await signUp(), await signUp(), await signUp()];
    await getAuth().updateUser(disabled.uid, { disabled: true });
    await getAuth().deleteUser(deleted.uid);
    for (const gone of [disabled, deleted]) {
      expect((await ask(studio, '/credits', { as: gone })).status).toBe(401);
    }
    // Tokens are dated by the second: one revoked in the second it was made in is still good.
    const refused = await until(async () => {
      await getAuth().revokeRefreshTokens(revoked.uid);
      const answer = await ask(studio, '/credits', { as: revoked });
      return answer.status === 401 && answer;
    });
    expect(refused.body).toMatchObject({
      code: 'unauthenticated',
      detail: expect.stringContaining('revoked'),
    });
  });
});
