import { beforeAll, describe, expect, test } from 'vitest';
import { type CallableName, callables, collections, rolesUpward } from '../../src/contract/index.ts';
import { newRequestId, testDb } from '../support/accounts.ts';
import { call, errorOf, newPerson, publishCatalog } from '../support/calls/callables.ts';
import { goodRequests } from '../support/calls/good-requests.ts';

const person = newPerson();
const owner = { uid: newPerson().uid, role: 'owner' };

const good = goodRequests(person.uid);
const names = Object.keys(callables) as CallableName[];
const callerOf = (name: CallableName) =>
  rolesUpward.some((role) => role === callables[name].caller) ? owner : person;

/** Every field of a request, and of the objects in it, replaced by something it must not be. */
function* badRequests(request: Record<string, unknown>): Generator<[what: string, data: unknown]> {
  for (const data of [null, undefined, 'text', 7, true, [], [request]])
    yield [`not an object: ${typeof data}`, data];
  yield ['an extra field', { ...request, extra: 1 }];
  yield ['a forged uid', { ...request, uid: 'someone-else', accountId: 'someone-else' }];
  yield ['a forged prototype', JSON.parse('{"__proto__":{"role":"admin"},"constructor":1}')];
  for (const [field, value] of Object.entries(request)) {
    if (value === null) continue;
    const { [field]: _, ...without } = request;
    if (!optional.includes(field)) yield [`no ${field}`, without];
    const wrong = [
      null,
      {},
      [],
      true,
      '',
      -1,
      0.5,
      1e300,
      Number.NaN,
      'x'.repeat(2_000_000),
      'half \ud83d an emoji',
    ];
    for (const bad of wrong) {
      if ((bad === null || typeof bad === typeof value) && isFine(field, bad)) continue;
      yield [
        `${field} is ${typeof bad === 'string' ? `a text of ${bad.length}` : JSON.stringify(bad)}`,
        { ...request, [field]: bad },
      ];
    }
    if (typeof value !== 'object' || value === null) continue;
    for (const [what, bad] of badRequests(value as Record<string, unknown>)) {
      if (what.startsWith('not an object')) continue;
      yield [`${field}: ${what}`, { ...request, [field]: bad }];
    }
  }
}

/** What a request can do without: a flat price counts nothing, and labels, contacts and that limit are given by choice. */
const optional = ['images', 'label', 'contacts', 'approvalPricePercent', 'refundPromise'];

/** Null turns these off, or puts them back. */
const nullable = [
  'topUp',
  'rule',
  'caps',
  'dayMicros',
  'approvalPricePercent',
  'refundPromise',
  'notificationIds',
  'language',
  'timeZone',
  'quietHours',
  'country',
  'termsUrl',
  'privacyUrl',
];

/** Values of the right type that a field does take. */
function isFine(field: string, value: unknown): boolean {
  if (typeof value === 'boolean' || (nullable.includes(field) && value === null)) return true;
  if (['allowed', 'are', 'frames', 'infrastructure'].includes(field) && Array.isArray(value)) return true;
  if (field === 'categories' && isEmptyObject(value)) return true;
  return (
    (['prompt', 'note', 'contacts'].includes(field) && value === '') ||
    (field === 'quantity' && isEmptyObject(value))
  );
}

describe.each(names)('%s', (name) => {
  beforeAll(async () => {
    await publishCatalog();
    await call('openAccount', {}, person);
  });

  test('rejects callers who are not signed in or not allowed before it reads anything', async () => {
    expect(await errorOf(call(name, good[name](), null))).toMatchObject({ code: 'unauthenticated' });
    const guest = { ...newPerson(), isAnonymous: true, email: null };
    if (callables[name].caller !== 'guest') {
      expect(await errorOf(call(name, good[name](), guest))).toMatchObject({ code: 'permission-denied' });
    }
    const odd = { uid: '__odd__' };
    expect(await errorOf(call(name, good[name](), odd))).toMatchObject({ code: 'permission-denied' });
    if (callerOf(name) === owner) {
      expect(await errorOf(call(name, good[name](), person))).toMatchObject({ code: 'permission-denied' });
      const forged = { ...person, role: 'superuser' };
      expect(await errorOf(call(name, good[name](), forged))).toMatchObject({ code: 'permission-denied' });
    }
  });

  test('rejects any bad input with a typed error and its path, and changes nothing', async () => {
    const before = await everything();
    const seen: string[] = [];
    for (const [what, data] of badRequests(good[name]())) {
      if (name === 'openAccount' && isEmptyObject(data)) continue;
      const error = await errorOf(call(name, data, callerOf(name)));
      expect.soft({ what, code: error.code }).toEqual({ what, code: 'invalid-argument' });
      expect.soft(error.message.length).toBeLessThan(400);
      expect.soft(error.traceId).toMatch(/^[0-9a-f]{32}$/);
      seen.push(what);
    }
    expect(seen.length).toBeGreaterThan(5);
    expect(await everything()).toEqual(before);
  });
});

describe('a well-formed request with impossible values', () => {
  test.each([
    ['generate', { operation: 'levitation' }, 'unknown-operation'],
    ['generate', { model: 'no-such-model' }, 'unknown-model'],
    ['generate', { model: 'retired' }, 'operation-disabled'],
    ['generate', { operation: 'chat', model: 'gpt-5-mini' }, 'invalid-argument'],
    ['generate', { shownPriceMicros: 1 }, 'price-changed'],
    ['generate', { requestId: newRequestId(Date.now() - 8 * 86_400_000) }, 'request-expired'],
    ['generate', { requestId: newRequestId(Date.now() + 3_600_000) }, 'request-expired'],
    ['validateAndDeductCredits', { operation: 'levitation' }, 'unknown-operation'],
    ['validateAndDeductCredits', { model: 'no-such-model' }, 'unknown-model'],
    ['validateAndDeductCredits', { operation: 'chat', model: 'gpt-5-mini' }, 'invalid-argument'],
    ['cancelGeneration', { requestId: newRequestId(Date.now() - 3_600_000) }, 'not-found'],
    ['updateAIActivityStatus', {}, 'not-found'],
    ['grantCreditsToUser', { to: { email: 'nobody@example.com' } }, 'not-found'],
    ['grantCreditsToUser', { expiresAtMs: 1 }, 'invalid-argument'],
    ['grantCreditsToUser', { expiresAtMs: Number.MAX_SAFE_INTEGER }, 'invalid-argument'],
    ['grantCreditsToUser', { to: { uid: 'a/b' } }, 'invalid-argument'],
    ['changeAccountStatus', { accountId: 'a/b' }, 'invalid-argument'],
    ['changeAccountStatus', { accountId: '..' }, 'invalid-argument'],
    ['changeAccountStatus', { accountId: '__x__' }, 'invalid-argument'],
    ['changeAccountStatus', { accountId: 'nobody' }, 'not-found'],
    ['setUnlimited', { accountId: 'a/b' }, 'invalid-argument'],
    ['setUnlimited', { accountId: 'nobody' }, 'not-found'],
    ['setUnlimited', { reason: '' }, 'invalid-argument'],
    ['changeBlocks', { target: { kind: 'account', accountId: 'nobody' } }, 'not-found'],
    ['changeBlocks', { target: { kind: 'account', accountId: 'a/b' } }, 'invalid-argument'],
    ['refundPayment', { paymentId: 'a/b' }, 'invalid-argument'],
    ['replayStripeEvent', { eventId: 'a/b' }, 'invalid-argument'],
    ['generate', { operation: 'constructor' }, 'invalid-argument'],
    ['generate', { model: '__proto__' }, 'invalid-argument'],
    ['validateAndDeductCredits', { quantity: { seconds: 0 } }, 'invalid-argument'],
    ['startCheckout', { buy: { kind: 'pack', pack: 'constructor' } }, 'invalid-argument'],
  ] as const)('%s %o is refused as %s and changes nothing', async (name, change, code) => {
    const before = await everything();
    const error = await errorOf(call(name, { ...good[name](), ...change }, callerOf(name)));
    expect(error.code).toBe(code);
    expect(await everything()).toEqual(before);
  });
});

/** Every account, activity, ledger and audit document of the people of this file, as stored. */
async function everything() {
  const db = testDb();
  const account = await db.collection(collections.accounts).doc(person.uid).get();
  const lists = [collections.activities, collections.ledger].map((name) =>
    db.collection(name).where('accountId', '==', person.uid).get(),
  );
  const audits = db.collection(collections.audit).where('actor.uid', '==', owner.uid).get();
  const found = await Promise.all([...lists, audits]);
  return [account.data(), ...found.map(({ docs }) => docs.map((doc) => doc.data()))];
}

function isEmptyObject(data: unknown): boolean {
  return typeof data === 'object' && data !== null && !Array.isArray(data) && Object.keys(data).length === 0;
}
