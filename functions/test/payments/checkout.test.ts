import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStripeStandIn } from '../../../scripts/stand-ins/stripe/stand-in.ts';
import {
  balanceMicros,
  type Catalog,
  collections,
  creditsToMicros,
  DAY_MS,
  defaultCatalog,
  MINUTE_MS,
  type RequestOf,
  TERMS_VERSION,
} from '../../src/contract/index.ts';
import { soldItems } from '../../src/payments/checkout/sold-items.ts';
import { startCheckout } from '../../src/payments/checkout/start-checkout.ts';
import { syncPrices } from '../../src/payments/checkout/sync-prices.ts';
import { changePlan } from '../../src/payments/plans/change-plan.ts';
import { cancelPlan, resumePlan } from '../../src/payments/plans/end-plan.ts';
import { refundApproved } from '../../src/payments/refunds-and-disputes/refund-payment.ts';
import { replayStripeEvent } from '../../src/payments/webhooks/replay-stripe-event.ts';
import type { CallContext } from '../../src/platform/calls/call-context.ts';
import {
  booksOf,
  expectBooksBalance,
  newRequestId,
  openAccount,
  suspendOf,
  testDb,
} from '../support/accounts.ts';
import { catalogsOf, contextOf, until } from '../support/backend.ts';
import {
  newPaymentInstance,
  readPayment,
  serveWebhook,
  WEBHOOK_SECRET,
} from '../support/payments/payment-instance.ts';

const stripePort = await freePort();
const stripeAddress = `http://127.0.0.1:${stripePort}`;
const services = newPaymentInstance({ stripeAddress });
const started = new AsyncDisposableStack();
beforeAll(async () => {
  const { url } = started.use(await serveWebhook(services));
  started.use(await startStripeStandIn({ port: stripePort, webhook: { url, secret: WEBHOOK_SECRET } }));
});
afterAll(() => started.disposeAsync());

const admin: CallContext = { ...contextOf('admin'), role: 'admin' };
const nothing = () => undefined;

function orderOf(change: Partial<RequestOf<'startCheckout'>> = {}): RequestOf<'startCheckout'> {
  return {
    requestId: newRequestId(),
    buy: { kind: 'pack', pack: 'starter' },
    currency: 'usd',
    shownAmountCents: 1_000,
    catalogVersion: 1,
    termsVersion: TERMS_VERSION,
    ...change,
  };
}

/** Orders as somebody who has just signed up. */
async function order(change: Partial<RequestOf<'startCheckout'>> = {}, catalog: Catalog = defaultCatalog) {
  const uid = await openAccount(services.meter, 0);
  const request = orderOf(change);
  const ask = () =>
    startCheckout({ ...services, catalogs: catalogsOf(catalog) })(request, contextOf(uid), nothing);
  return { uid, request, ask, ...(await ask()) };
}

/** Pays on the page, as a person would, and waits until the credits are there. */
async function pay({ url, paymentId }: { url: string; paymentId: string | null }): Promise<string> {
  const paid = await fetch(`${url}/complete`, { method: 'POST', redirect: 'manual' });
  expect(paid.headers.get('location')).toBe(
    `https://app.example.com/billing/return?payment=${encodeURIComponent(paymentId ?? 'plan')}`,
  );
  const id = paymentId ?? '';
  await until(async () => {
    const { state, receiptUrl } = await readPayment(id);
    return state === 'paid' && receiptUrl !== null;
  });
  return id;
}

const balanceOf = async (uid: string) => balanceMicros((await booksOf(uid)).account, Date.now());
const auditOf = async (id: string) => (await testDb().collection(collections.audit).doc(id).get()).data();

test('a pack that is paid on the page arrives with its payment and receipt, once', async () => {
  const { uid, request, ask, url, paymentId } = await order();
  expect(await ask()).toEqual({ url, paymentId });
  expect(await readPayment(paymentId ?? '')).toMatchObject({
    state: 'open',
    bought: { pack: 'starter', micros: creditsToMicros(100) },
    amountCents: 1_000,
    termsVersion: TERMS_VERSION,
  });
  expect(await (await fetch(url)).text()).toContain('Pay $10.00');
  await pay({ url, paymentId });
  expect(await balanceOf(uid)).toBe(creditsToMicros(100));
  await expect(ask()).rejects.toMatchObject({ code: 'already-settled' });
  const other = { ...request, buy: { kind: 'pack', pack: 'creator' }, shownAmountCents: 4_000 } as const;
  await expect(startCheckout(services)(other, contextOf(uid), nothing)).rejects.toMatchObject({
    code: 'idempotency-conflict',
  });
});

test('a plan that is paid on the page grants its first month, can be ended and resumed, and can’t be bought twice', async () => {
  const buy = { kind: 'plan', plan: 'plus', interval: 'year' } as const;
  const { uid, url, paymentId } = await order({ buy, shownAmountCents: 19_000 });
  expect(paymentId).toBeNull();
  await fetch(`${url}/complete`, { method: 'POST', redirect: 'manual' });
  await until(async () => (await balanceOf(uid)) > 0);
  expect(await balanceOf(uid)).toBe(creditsToMicros(300));
  const billing = testDb().collection(collections.billing).doc(uid);
  const subscription = async () => (await billing.get()).get('subscription');
  expect(await subscription()).toMatchObject({ plan: 'plus', interval: 'year', status: 'active' });
  const again = orderOf({ buy, shownAmountCents: 19_000 });
  await expect(startCheckout(services)(again, contextOf(uid), nothing)).rejects.toMatchObject({
    code: 'already-settled',
  });
  await cancelPlan(services)({ requestId: newRequestId() }, contextOf(uid), nothing);
  expect(await subscription()).toMatchObject({ isCancelled: true });
  await resumePlan(services)({ requestId: newRequestId() }, contextOf(uid), nothing);
  expect(await subscription()).toMatchObject({ isCancelled: false });
  await expectBooksBalance(uid);
});

test('an upgrade of a plan is charged at once, and a downgrade comes with the next month', async () => {
  const buy = { kind: 'plan', plan: 'plus', interval: 'month' } as const;
  const { uid, url } = await order({ buy, shownAmountCents: 1_900 });
  await fetch(`${url}/complete`, { method: 'POST', redirect: 'manual' });
  await until(async () => (await balanceOf(uid)) === creditsToMicros(300));
  const change = (plan: string, shownAmountCents: number) => {
    const { currency, catalogVersion, termsVersion } = orderOf();
    const requestId = newRequestId();
    const to = { requestId, plan, interval: 'month', currency, shownAmountCents } as const;
    return changePlan(services)({ ...to, catalogVersion, termsVersion }, contextOf(uid), nothing);
  };
  const billing = testDb().collection(collections.billing).doc(uid);

  await change('max', 4_900);
  await until(async () => (await billing.get()).get('paidPlan.plan') === 'max');
  expect((await billing.get()).get('subscription')).toMatchObject({ plan: 'max', status: 'active' });
  const payments = await testDb().collection(collections.payments).where('uid', '==', uid).get();
  expect(payments.docs.map((doc) => doc.get('amountCents')).sort()).toEqual([1_900, 3_000]);
  // The credits of the time that had passed since the purchase, a few seconds, are not granted again.
  const missing = creditsToMicros(1_000) - (await balanceOf(uid));
  expect(missing).toBeGreaterThanOrEqual(0);
  expect(missing).toBeLessThan((creditsToMicros(700) * MINUTE_MS) / (28 * DAY_MS));

  await change('plus', 1_900);
  expect((await billing.get()).get('subscription')).toMatchObject({ plan: 'max', next: { plan: 'plus' } });
  await expectBooksBalance(uid);
});

describe('a plan in two tabs', () => {
  const buy = { kind: 'plan', plan: 'plus', interval: 'month' } as const;
  const plan = { buy, shownAmountCents: 1_900 } as const;
  const complete = (url: string) => fetch(`${url}/complete`, { method: 'POST', redirect: 'manual' });

  test('can be paid in the tab that was opened last, and the other page is closed', async () => {
    const { uid, url: first } = await order(plan);
    const { url: second } = await startCheckout(services)(orderOf(plan), contextOf(uid), nothing);
    await complete(first);
    await complete(second);
    await until(async () => (await balanceOf(uid)) > 0);
    const payments = await testDb().collection(collections.payments).where('uid', '==', uid).get();
    expect(payments.docs.map((doc) => doc.get('state'))).toEqual(['paid']);
    expect(await balanceOf(uid)).toBe(creditsToMicros(300));
  });

  test('can’t be started while Stripe knows of a paid one that isn’t known here yet', async () => {
    const { uid, url } = await order(plan);
    await complete(url);
    const billing = testDb().collection(collections.billing).doc(uid);
    await until(async () => (await billing.get()).get('subscription') !== null);
    await until(async () => (await balanceOf(uid)) > 0);
    await billing.update({ subscription: null, paidPlan: null });
    await expect(startCheckout(services)(orderOf(plan), contextOf(uid), nothing)).rejects.toMatchObject({
      code: 'already-settled',
    });
    expect((await billing.get()).get('subscription')).toMatchObject({ plan: 'plus', status: 'active' });
  });
});

test('an admin refunds a part, once per request, then the rest, and no more, each with an audit entry', async () => {
  const { uid, url, paymentId } = await order();
  const id = await pay({ url, paymentId });
  const refund = (requestId: string, amountCents: number | null) =>
    refundApproved(services)(
      { requestId, paymentId: id, amountCents, reason: 'asked for it' },
      admin,
      nothing,
    );
  const first = newRequestId();
  for (let times = 0; times < 3; times++) {
    expect(await refund(first, 400)).toEqual({ state: 'partly-refunded', refundedCents: 400 });
  }
  expect(await balanceOf(uid)).toBe(creditsToMicros(60));
  expect(await auditOf(`refund-${first}`)).toMatchObject({
    action: 'refund-payment',
    target: `payments/${id}`,
    reason: 'asked for it',
    actor: { uid: 'admin', role: 'admin' },
    before: { balanceMicros: creditsToMicros(100), debtMicros: 0 },
    after: {
      amountCents: 400,
      currency: 'usd',
      takenMicros: creditsToMicros(40),
      balanceMicros: creditsToMicros(60),
    },
  });
  expect(await auditOf(`refund-asked-${first}`)).toMatchObject({
    action: 'request-refund',
    after: { amountCents: 400, currency: 'usd' },
  });
  await expect(refund(newRequestId(), 601)).rejects.toMatchObject({ code: 'invalid-argument' });
  expect(await refund(newRequestId(), null)).toEqual({ state: 'refunded', refundedCents: 1_000 });
  await expect(refund(newRequestId(), null)).rejects.toMatchObject({ code: 'already-settled' });
  expect(await balanceOf(uid)).toBe(0);
  await expectBooksBalance(uid);
  await expect(
    refundApproved(services)(
      { requestId: newRequestId(), paymentId: 'no-such', amountCents: null, reason: 'x' },
      admin,
      nothing,
    ),
  ).rejects.toMatchObject({ code: 'not-found' });
});

test('a parked event is handled when an admin replays it', async () => {
  const { uid, url, paymentId } = await order();
  const payment = testDb()
    .collection(collections.payments)
    .doc(paymentId ?? '');
  const kept = (await payment.get()).data() ?? {};
  await payment.delete();
  await fetch(`${url}/complete`, { method: 'POST', redirect: 'manual' });
  const events = testDb().collection(collections.stripeEvents);
  const parked = await until(async () => {
    const { docs } = await events.where('state', '==', 'parked').where('paymentId', '==', paymentId).get();
    return docs.find((doc) => doc.get('type') === 'checkout.session.completed');
  });
  expect(parked.data()).toMatchObject({ why: 'no-payment' });
  expect(await balanceOf(uid)).toBe(0);

  await payment.set(kept);
  const requestId = newRequestId();
  const replay = () =>
    replayStripeEvent(services)({ requestId, eventId: parked.id, reason: 'it is there now' }, admin, nothing);
  expect(await replay()).toEqual({ state: 'handled', why: null });
  expect(await balanceOf(uid)).toBe(creditsToMicros(100));
  expect(await auditOf(`replay-${requestId}`)).toMatchObject({
    target: `stripe_events/${parked.id}`,
    before: { type: 'checkout.session.completed', why: 'no-payment', accountId: uid, paymentId },
  });
  await expect(replay()).rejects.toMatchObject({ code: 'already-settled' });
});

test.each<[string, Partial<RequestOf<'startCheckout'>>, string]>([
  ['is not sold', { buy: { kind: 'pack', pack: 'no-such' } }, 'not-found'],
  ['is named as something every object has', { buy: { kind: 'pack', pack: 'constructor' } }, 'not-found'],
  ['has no price in this currency', { currency: 'eur' }, 'not-found'],
  ['has become dearer', { shownAmountCents: 999 }, 'price-changed'],
  ['is sold under other terms now', { termsVersion: 'old' }, 'version-conflict'],
  ['was asked for too long ago', { requestId: newRequestId(Date.now() - 8 * 86_400_000) }, 'request-expired'],
])('what %s cannot be bought', async (_, change, code) => {
  await expect(order(change)).rejects.toMatchObject({ code });
});

test('a suspended user can’t buy anything', async () => {
  const { uid } = await order();
  await services.meter.submit(uid, suspendOf('suspend'));
  await expect(startCheckout(services)(orderOf(), contextOf(uid), nothing)).rejects.toMatchObject({
    code: 'suspended',
  });
});

test('a customer who was deleted at Stripe is created again', async () => {
  const { uid, paymentId } = await order();
  const billing = testDb().collection(collections.billing).doc(uid);
  await billing.update({ customerId: 'cus_deleted' });
  const again = await startCheckout(services)(orderOf(), contextOf(uid), nothing);
  expect(again.paymentId).not.toBe(paymentId);
  expect((await billing.get()).get('customerId')).toMatch(/^cus_(?!deleted)/);
});

test('prices are synced to Stripe once, and a changed one is created anew and the old one archived', async () => {
  const stripe = await services.stripe();
  const sold = structuredClone(defaultCatalog);
  sold.packs = {
    only: { ...sold.packs.starter, prices: { usd: 1_000, jpy: 1_500, isk: 1_400 } },
  } as Catalog['packs'];
  sold.plans = {};
  const sync = () => syncPrices(stripe, soldItems({ catalog: sold, version: 1 }), { isAll: true });
  expect(await sync()).toMatchObject({ made: 3 });
  expect(await sync()).toMatchObject({ made: 0, archived: 0 });
  const amounts = async () => {
    const { data } = await stripe.prices.list({ active: true, limit: 100 });
    const ours = data.filter(({ active, metadata }) => active && metadata.product === 'pack:only');
    return Object.fromEntries(ours.map(({ currency, unit_amount }) => [currency, unit_amount]));
  };
  expect(await amounts()).toEqual({ usd: 1_000, jpy: 1_500, isk: 140_000 });
  Object.assign(sold.packs.only ?? {}, { prices: { usd: 1_200, jpy: 1_500 }, label: 'Renamed' });
  expect(await sync()).toMatchObject({ made: 1, archived: 2 });
  expect(await sync()).toMatchObject({ made: 0, archived: 0 });
  expect(await amounts()).toEqual({ usd: 1_200, jpy: 1_500 });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
