import { expect, onTestFinished, test } from 'vitest';
import {
  type Account,
  type Activity,
  activityIdOf,
  balanceMicros,
  DAY_MS,
  GUEST_WINDOW,
  presets,
} from '../../src/contract/index.ts';
import { cancelGeneration } from '../../src/generation/calls/cancel-generation.ts';
import { mergeGuest } from '../../src/generation/calls/merge-guest.ts';
import { openAccount } from '../../src/generation/calls/open-account.ts';
import { ProviderError } from '../../src/generation/providers/run/provider-error.ts';
import type { RunModel } from '../../src/generation/runners/create-model-runner.ts';
import type { CallContext } from '../../src/platform/calls/call-context.ts';
import { keyedDigest } from '../../src/platform/digest.ts';
import { booksOf, codesOf, credits, expectBooksBalance, newRequestId, testDb } from '../support/accounts.ts';
import {
  callGenerateAs,
  catalogsOf,
  contextOf,
  type Instance,
  imageOf,
  newInstance,
} from '../support/backend.ts';

const catalog = presets.gallery;
const model = 'nano-banana';
const perAddress = catalog.guests?.perAddress.max ?? 0;
let addresses = 0;
const newAddress = () => `198.51.${Math.floor(addresses / 250)}.${(addresses++ % 250) + 1}-${newRequestId()}`;

function instance(options: Parameters<typeof newInstance>[0] = {}): Instance {
  const made = newInstance({ catalogs: catalogsOf(catalog), ...options });
  onTestFinished(() => made.close());
  return made;
}

async function guestAt(ip: string, backend: Instance): Promise<CallContext> {
  const uid = newRequestId();
  const context = {
    ...contextOf(uid),
    email: null,
    isGuest: true,
    client: { ip, country: null, device: null },
  };
  await openAccount(backend)({}, context, () => undefined);
  return context;
}

function paint(backend: Instance, context: CallContext, prompt = 'a boat') {
  const request = {
    requestId: newRequestId(),
    operation: 'image',
    model,
    input: imageOf(prompt),
    shownPriceMicros: credits(0.5),
    catalogVersion: 1,
  };
  return { request, answer: callGenerateAs(backend, context, request).answer };
}

const turnsAt = async (ip: string) => {
  const found = await testDb().collection('rate_limits').doc(keyedDigest('test-key', ip)).get();
  return (found.get('guestTurns') as number[] | undefined) ?? [];
};

test('a guest has three free images in 24 hours, and learns when the next is possible', async () => {
  const backend = instance();
  const ip = newAddress();
  const guest = await guestAt(ip, backend);
  const made = await Promise.all([1, 2, 3].map(() => paint(backend, guest).answer));
  expect(made.map(({ capturedMicros }) => capturedMicros)).toEqual([0, 0, 0]);
  const error = await paint(backend, guest).answer.catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code: 'guest-limit' });
  const { retryAfterMs } = (error as { details: { retryAfterMs: number } }).details;
  expect(retryAfterMs).toBeGreaterThan(DAY_MS - 60_000);
  expect(retryAfterMs).toBeLessThanOrEqual(DAY_MS);
  expect(await turnsAt(ip)).toHaveLength(3);
  const { entries } = await expectBooksBalance(guest.uid);
  expect([...entries.values()].map(({ kind, totalMicros }) => [kind, totalMicros])).toEqual(
    Array(3).fill(['usage', 0]),
  );
});

test('thirty guests at once behind one address take exactly the turns of the address', async () => {
  const instances = [instance(), instance(), instance()];
  const at = (index: number) => instances[index % instances.length] ?? instance();
  const ip = newAddress();
  const guests = await Promise.all(Array.from({ length: 30 }, (_, index) => guestAt(ip, at(index))));
  const runModel: Instance['runModel'] = async () => ({
    output: {
      kind: 'image',
      mediaType: 'image/png',
      file: { where: 'here', base64: 'AAAA' },
      alt: 'a boat',
      width: null,
      height: null,
    },
    quantity: { images: 1 },
  });
  const answers = guests.map((guest, index) => paint({ ...at(index), runModel }, guest).answer);
  expect(await codesOf(answers)).toEqual({ ok: perAddress, 'guest-limit': 30 - perAddress });
  expect(await turnsAt(ip)).toHaveLength(perAddress);
});

test('thirty requests at once by one guest take exactly the turns of a session', async () => {
  const backend = instance();
  const guest = await guestAt(newAddress(), backend);
  const answers = Array.from({ length: 30 }, () => paint(backend, guest).answer);
  expect(await codesOf(answers)).toEqual({ ok: 3, 'guest-limit': 27 });
});

test('a turn whose work failed is returned to the session and to the address', async () => {
  const backend = instance();
  const ip = newAddress();
  const guest = await guestAt(ip, backend);
  for (let time = 0; time < 4; time++) {
    await expect(paint(backend, guest, 'a boat [fail]').answer).rejects.toMatchObject({
      code: 'provider-failed',
    });
  }
  expect(await turnsAt(ip)).toEqual([]);
  const { account } = await booksOf(guest.uid);
  expect(account.windows[GUEST_WINDOW]).toEqual([]);
  expect(await codesOf([1, 2, 3, 4].map(() => paint(backend, guest).answer))).toEqual({
    ok: 3,
    'guest-limit': 1,
  });
});

test('a turn whose work was cancelled is returned to the session and to the address', async () => {
  const begun = Promise.withResolvers<void>();
  const runModel: RunModel = ({ abortSignal }) => {
    begun.resolve();
    const stopped = Promise.withResolvers<never>();
    abortSignal.addEventListener('abort', () =>
      stopped.reject(new ProviderError('cancelled', { reason: 'stopped' })),
    );
    return stopped.promise;
  };
  const backend = instance({ runModel });
  const ip = newAddress();
  const guest = await guestAt(ip, backend);
  const { answer, request } = paint(backend, guest);
  const refused = expect(answer).rejects.toMatchObject({ code: 'cancelled' });
  await begun.promise;
  await cancelGeneration(instance())({ requestId: request.requestId }, guest, () => undefined);
  await refused;
  expect(await turnsAt(ip)).toEqual([]);
  expect((await booksOf(guest.uid)).account.windows[GUEST_WINDOW]).toEqual([]);
});

test('a guest may use what the catalog offers guests, and nothing else', async () => {
  const closed = { ...catalog, guests: null };
  const backend = instance({ catalogs: catalogsOf(closed) });
  const guest = await guestAt(newAddress(), backend);
  await expect(paint(backend, guest).answer).rejects.toMatchObject({ code: 'permission-denied' });
  expect((await booksOf(guest.uid)).activities.size).toBe(0);
});

test('a guest who signs up keeps account and history, and gets welcome credits once', async () => {
  const backend = instance();
  const guest = await guestAt(newAddress(), backend);
  const { answer } = paint(backend, guest);
  const { activityId } = await answer;
  const person = { ...guest, isGuest: false, email: `${guest.uid}@example.com`, name: 'Mia' };
  const opened = await Promise.all([1, 2, 3].map(() => openAccount(backend)({}, person, () => undefined)));
  expect(opened.map(({ welcomeMicros }) => welcomeMicros).sort()).toEqual([0, 0, credits(50)]);
  const { account, activities } = await expectBooksBalance(guest.uid);
  expect(account).toMatchObject({ kind: 'person', email: person.email, name: 'Mia' });
  expect(account.windows[GUEST_WINDOW]).toHaveLength(1);
  expect(balanceMicros(account, Date.now())).toBe(credits(50));
  expect([...activities.keys()]).toEqual([activityId]);
  const paid = await paint(backend, person).answer;
  expect(paid.capturedMicros).toBe(credits(0.5));
});

test('an identity gets welcome credits once, however often it leaves and comes back', async () => {
  const backend = instance();
  const email = `${newRequestId()}@example.com`;
  const comeAgain = async () => {
    const context = { ...contextOf(newRequestId()), email };
    const { welcomeMicros } = await openAccount(backend)({}, context, () => undefined);
    return welcomeMicros;
  };
  expect(await comeAgain()).toBe(credits(50));
  expect(await comeAgain()).toBe(0);
});

test('signing in to another account copies the guest’s work there, and ends the guest', async () => {
  const backend = instance();
  const guest = await guestAt(newAddress(), backend);
  const prompt = 'a boat that has left the harbour '.repeat(10);
  const first = paint(backend, guest, prompt);
  await first.answer;
  const person = contextOf(newRequestId());
  await openAccount(backend)({}, person, () => undefined);
  const services = { ...backend, db: testDb(), guestOf: async () => guest.uid };
  const merge = () => mergeGuest(services)({ guestToken: 'token' }, person, () => undefined);
  const merged = await Promise.all([merge(), merge()]);
  expect(merged.map(({ movedActivities }) => movedActivities)).toEqual([1, 1]);
  const mine = activityIdOf({ accountId: person.uid, requestId: first.request.requestId });
  const { activities } = await expectBooksBalance(person.uid);
  expect([...activities.keys()]).toEqual([mine]);
  expect(await backend.activities.output(activities.get(mine) as Activity)).toMatchObject({ kind: 'image' });
  const asked = await testDb().collection('prompts').doc(mine).get();
  expect(asked.data()).toMatchObject({ uid: person.uid, prompt });
  await expectBooksBalance(guest.uid);
  const { account }: { account: Account } = await booksOf(guest.uid);
  expect(account.status).toBe('suspended');
  await expect(paint(instance(), guest).answer).rejects.toMatchObject({ code: 'suspended' });
});
