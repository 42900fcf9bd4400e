import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  type CallableName,
  callables,
  collections,
  defaultCatalog,
  ErrorCode,
  rolesUpward,
} from '../../src/contract/index.ts';
import { describeApi } from '../../src/http/open-api.ts';
import { createRoutes } from '../../src/http/routes.ts';
import { eventHandlers } from '../../src/payments/webhooks/event-handlers.ts';
import { verifyGuest } from '../../src/platform/identity/verify-guest.ts';
import { SimulatedStripe } from '../payments/simulated-stripe.ts';
import { newRequestId, openAccount, testDb } from '../support/accounts.ts';
import { testAuth } from '../support/auth-users.ts';
import { call, newPerson, publishCatalog } from '../support/calls/callables.ts';
import { everyRequest } from '../support/calls/good-requests.ts';
import { ask, type Served, type SignIn, serveHere, signUp } from '../support/calls/served.ts';
import {
  newPaymentInstance,
  openOrder,
  sendEvent,
  serveWebhook,
} from '../support/payments/payment-instance.ts';
import {
  chargeOf,
  disputeOf,
  eventOf,
  fraudWarningOf,
  intentOf,
  refundOf,
  sessionOf,
} from '../support/payments/stripe-events.ts';
import { placesIn, spoiled } from './hostile-values.ts';

/** `npm run soak` sends 10,000: shared out among every form of every callable, every route and every webhook. */
const soak = Number(process.env.FIREMETER_SOAK ?? 0);
const REQUESTS = soak === 0 ? 300 : 1_000 * soak;
const timeout = 120_000 * Math.max(1, soak);
const MOST_MS = 5_000;

const firstSeed = fc.readConfigureGlobal()?.seed ?? 1;

const names = Object.keys(callables) as CallableName[];
const routes = Object.entries(describeApi(createRoutes({} as never)).paths as Record<string, object>).flatMap(
  ([path, methods]) => Object.keys(methods).map((method) => ({ path, method })),
);
const eventTypes = Object.keys(eventHandlers);
const each = Math.ceil(REQUESTS / (names.length + routes.length + eventTypes.length));

/** Kept on purpose of what is refused: who tried, how often, with what, and how long calls took. */
const kept: ReadonlySet<string> = new Set([
  collections.rejections,
  collections.abuse,
  collections.rateLimits,
  collections.serverMetrics,
]);
const compared = Object.values(collections).filter((name) => !kept.has(name));

/** Every document of the store but those, and when it was written. */
async function wholeStore(): Promise<string> {
  const all = await Promise.all(compared.map((name) => testDb().collection(name).select().get()));
  return all
    .flatMap(({ docs }) => docs.map(({ ref, updateTime }) => `${ref.path} ${updateTime.valueOf()}`))
    .sort()
    .join('\n');
}

/** The code it was refused with; null: it was done. */
type Send = (request: unknown) => Promise<string | null>;

/** Sends what is spoiled of valid requests one after the other: whatever is refused must have changed nothing. */
async function sendSpoiled(surface: string, valid: readonly unknown[], send: Send): Promise<void> {
  let known = await wholeStore();
  const runs = Math.max(1, Math.ceil(each / valid.length));
  // Each surface has other ones: with the seed that is printed when it fails they come back.
  const seed = Buffer.from(surface).reduce((sum, byte) => sum * 31 + byte, firstSeed) % 2 ** 31;
  for (const one of valid) {
    await fc.assert(
      fc.asyncProperty(spoiled(one), async (request) => {
        const startedMs = performance.now();
        const code = await send(request);
        expect(performance.now() - startedMs).toBeLessThan(MOST_MS);
        expect(code).not.toBe('internal');
        const store = await wholeStore();
        if (code !== null) expect(store).toBe(known);
        known = store;
      }),
      { numRuns: runs, seed },
    );
  }
}

test('the requests that are corrupted cover every field of the contract', () => {
  const missing = names.flatMap((name) => {
    const forms = everyRequest('mia')[name];
    for (const form of forms) callables[name].request.parse(form);
    const sent = new Set(forms.flatMap((form) => placesIn(form).map(({ key }) => key)));
    const schema = z.toJSONSchema(callables[name].request, { unrepresentable: 'any' });
    return propertiesIn(schema)
      .filter((key) => !sent.has(key))
      .map((key) => `${name}.${key}`);
  });
  expect(missing).toEqual([]);
});

function propertiesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, ...rest } = schema as { properties?: Record<string, unknown> };
  return [
    ...Object.keys(properties),
    ...[...Object.values(properties), ...Object.values(rest)].flatMap(propertiesIn),
  ];
}

describe('no hostile request to a callable ends in an internal error, an unwanted change, or a long wait:', () => {
  beforeAll(publishCatalog);

  test.each(names)('%s', { timeout }, async (name) => {
    const owner = { uid: newPerson().uid, role: 'owner' };
    const person = newPerson();
    // What is known of both from now on is written by their first call.
    for (const caller of [person, owner]) await call('openAccount', {}, caller);
    const isForStaff = rolesUpward.some((role) => role === callables[name].caller);
    await sendSpoiled(name, everyRequest(person.uid)[name], async (request) => {
      try {
        await call(name, request, isForStaff ? owner : person);
        return null;
      } catch (error) {
        return ErrorCode.parse((error as { details?: { code?: unknown } }).details?.code);
      }
    });
  });
});

describe('no hostile request to a route does either:', () => {
  let served: Served;
  let person: SignIn;
  beforeAll(async () => {
    const auth = testAuth();
    served = await serveHere({ auth, guestOf: (token) => verifyGuest(auth, token) });
    person = await signUp();
    await openAccount(served.backend.meter, 1_000, person.uid);
  });
  afterAll(() => served[Symbol.asyncDispose]());

  const bodies: Record<string, () => unknown[]> = {
    '/generate-image': () => [{ prompt: 'a kite', model: 'nano-banana', variant: 'square', ...terms() }],
    '/generate-nano-banana': () => [{ prompt: 'a kite', variant: 'square', ...terms() }],
    '/operations/{operation}': () => [
      { model: 'nano-banana', input: { kind: 'image', prompt: 'a kite' }, ...terms() },
    ],
    '/open-account': () => everyRequest(person.uid).openAccount,
    '/merge-guest': () => everyRequest(person.uid).mergeGuest,
    '/cancel-generation': () => everyRequest(person.uid).cancelGeneration,
    '/start-reel': () => everyRequest(person.uid).startReel,
    '/resume-reel': () => everyRequest(person.uid).resumeReel,
    '/cancel-reel': () => everyRequest(person.uid).cancelReel,
    '/validate-and-deduct-credits': () => everyRequest(person.uid).validateAndDeductCredits,
    '/update-activity-status': () => everyRequest(person.uid).updateAIActivityStatus,
  };
  const terms = () => ({ requestId: newRequestId(), shownPriceMicros: 5_000_000, catalogVersion: 1 });

  test.each(routes)('$method $path', { timeout }, async ({ path, method }) => {
    const valid = (bodies[path]?.() ?? [{}]).map((body) => ({
      body,
      place: path.includes('operation') ? 'image' : newRequestId(),
      headers: { 'idempotency-key': newRequestId(), 'device-id': 'a-device', traceparent: '00-0-0-00' },
    }));
    await sendSpoiled(`${method} ${path}`, valid, async (request) => {
      const { body, place, headers } = { ...(request as Partial<(typeof valid)[number]> | null) };
      const named = encodeURIComponent(asText(place).toWellFormed()).slice(0, 4_000);
      const { status, body: answer } = await ask(served, path.replace(/\{\w+\}/g, named), {
        as: person,
        method: method.toUpperCase(),
        headers: headersOf(headers),
        ...(method === 'post' && { body: JSON.stringify(body) ?? '' }),
      });
      expect(status).toBeLessThan(500);
      return status < 400 ? null : String(answer.code ?? status);
    });
  });
});

/** An object may be none that becomes a text by itself. */
function asText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What a client can send as headers at all. */
function headersOf(headers: unknown): Record<string, string> {
  if (typeof headers !== 'object' || headers === null) return {};
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const text = asText(value).slice(0, 4_000);
      return /^[a-z-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(text) ? [[name, text]] : [];
    }),
  );
}

test.each([
  ['nested 100,000 deep', `{"body":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ['that is no JSON', '{"prompt": "a'],
  ['that is no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
])('a body %s is rejected with its own error', async (_, body) => {
  await using served = await serveHere({ auth: testAuth() });
  const response = await fetch(`${served.address}/generate-image`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${(await signUp()).idToken}` },
    body,
  });
  expect(await response.json()).toMatchObject({ status: 400, code: 'invalid-argument' });
});

describe('no hostile request to the webhook does, and it parks what it can’t use:', () => {
  test.each(eventTypes)('%s', { timeout }, async (type) => {
    const accountId = await openAccount(newPaymentInstance().meter, 0);
    const stripe = new SimulatedStripe({ accountId, nowMs: Date.now() });
    const published = { version: 1, catalog: defaultCatalog } as never;
    const { events } = await stripe.subscribe(published, { plan: 'plus', interval: 'month' });
    const services = instanceAt(stripe, accountId);
    await using served = await serveWebhook(services);
    const order = await openOrder(services, { accountId });
    const object = await objectOf(type, order, events);
    await sendSpoiled(type, [eventOf(type, object)], async (event) => {
      const { status, body } = await sendEvent({ url: served.url, services }, event as never);
      expect(status).toBeLessThan(500);
      if (status === 200) expect(body).toMatchObject({ state: expect.stringMatching(/^(handled|parked)$/) });
      return status === 200 ? null : String(body.error);
    });
  });
});

/** Stripe in memory, with the signatures of its own client. */
function instanceAt(simulated: SimulatedStripe, accountId: string) {
  const { stripe } = newPaymentInstance();
  const customer = {
    id: 'cus_1',
    metadata: { accountId },
    invoice_settings: { default_payment_method: null },
  };
  const card = { brand: 'visa', last4: '4242', exp_month: 1, exp_year: 2_030 };
  return newPaymentInstance({
    stripe: async () => {
      const { client } = simulated;
      return Object.assign(client, {
        webhooks: (await stripe()).webhooks,
        customers: {
          retrieve: async () => customer,
          listPaymentMethods: async () => ({ data: [{ id: 'pm_1', card }] }),
        },
      });
    },
  });
}

async function objectOf(
  type: string,
  order: Awaited<ReturnType<typeof openOrder>>,
  events: Awaited<ReturnType<SimulatedStripe['subscribe']>>['events'],
): Promise<Record<string, unknown>> {
  const [subscription, invoice] = events.map(({ data }) => data.object as unknown as Record<string, unknown>);
  if (type.startsWith('customer.subscription.')) return subscription ?? {};
  if (type.startsWith('invoice.')) return invoice ?? {};
  if (type.startsWith('checkout.session.')) return sessionOf(order);
  if (type.startsWith('payment_intent.')) return intentOf(order);
  if (type.startsWith('charge.dispute.'))
    return disputeOf(order, { id: `dp_${order.paymentId.slice(-12)}`, status: 'needs_response' });
  if (type.startsWith('charge.')) return chargeOf(order);
  if (type.startsWith('radar.early_fraud_warning.')) return fraudWarningOf(order, { id: 'issfr_1' });
  if (type.startsWith('refund.'))
    return refundOf(order, { id: `re_${order.paymentId.slice(-12)}`, amount: 100, status: 'succeeded' });
  if (type.startsWith('payment_method.')) return { id: 'pm_1', object: 'payment_method', customer: 'cus_1' };
  return { id: 'cus_1', object: 'customer' };
}
