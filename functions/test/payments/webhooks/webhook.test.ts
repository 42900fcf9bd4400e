import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceMicros } from '../../../src/contract/index.ts';
import { booksOf, expectBooksBalance, openAccount, testDb } from '../../support/accounts.ts';
import {
  newPaymentInstance,
  openOrder,
  readEvent,
  readPayment,
  sendEvent,
  serveWebhook,
  signed,
} from '../../support/payments/payment-instance.ts';
import {
  chargeOf,
  disputeOf,
  eventOf,
  intentOf,
  refundOf,
  sessionOf,
} from '../../support/payments/stripe-events.ts';
import { openStripe } from '../../support/payments/stripe-server.ts';

const services = newPaymentInstance();
let served: Awaited<ReturnType<typeof serveWebhook>>;
beforeAll(async () => {
  served = await serveWebhook(services);
});
afterAll(() => served[Symbol.asyncDispose]());

const send = (event: Parameters<typeof sendEvent>[1]) => sendEvent({ url: served.url, services }, event);
const balanceOf = async (accountId: string) => balanceMicros((await booksOf(accountId)).account, Date.now());

/** Sends a body as it is, with whatever header. */
function post(
  body: string,
  signature: string | null,
  method = 'POST',
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      ...(signature !== null && { 'stripe-signature': signature }),
    };
    const sent = request(served.url, { method, headers }, async (response) => {
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      resolve({ status: response.statusCode ?? 0, text });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

test('a paid checkout is granted once, with its payment, receipt and event, however often the event arrives', async () => {
  const order = await openOrder(services);
  const paid = eventOf('checkout.session.completed', sessionOf(order));
  const again = eventOf('payment_intent.succeeded', intentOf(order));
  for (const event of [paid, paid, again, eventOf('charge.succeeded', chargeOf(order)), paid]) {
    expect(await send(event)).toEqual({ status: 200, body: { state: 'handled', why: null } });
  }
  const { account, entries } = await expectBooksBalance(order.accountId);
  expect(account.lots).toMatchObject([
    { source: 'purchase', paymentId: order.paymentId, remainingMicros: 100_000_000 },
  ]);
  expect([...entries.keys()]).toEqual([`purchase-${order.paymentId}`]);
  expect(await readPayment(order.paymentId)).toMatchObject({
    state: 'paid',
    paidCents: 1_000,
    entryId: `purchase-${order.paymentId}`,
    receiptUrl: expect.stringContaining('receipts'),
  });
  expect(await readEvent(paid.id)).toMatchObject({ state: 'handled', paymentId: order.paymentId });
});

test('a checkout is booked with discount and tax by its session, even if its charge arrives first', async () => {
  const order = await openOrder(services, { amount: 1_000 });
  await send(eventOf('payment_intent.succeeded', intentOf(order)));
  expect(await readPayment(order.paymentId)).toMatchObject({ state: 'open', lot: null });
  const details = { amount_discount: 200, amount_tax: 150 };
  const session = sessionOf(order, { amount_total: 950, total_details: details });
  await send(eventOf('checkout.session.completed', session));
  const unitValue = { cents: 800, perMicros: 100_000_000, currency: 'usd' };
  expect(await readPayment(order.paymentId)).toMatchObject({
    ...{ state: 'paid', amountCents: 1_000, paidCents: 950, discountCents: 200, taxCents: 150 },
    lot: { unitValue },
  });
  const { account, entries } = await expectBooksBalance(order.accountId);
  expect(account.lots).toMatchObject([{ unitValue }]);
  expect(entries.get(`purchase-${order.paymentId}`)).toMatchObject({ lot: { unitValue } });
});

test('a charge stores its settlement with fee and rate once Stripe has settled it', async () => {
  await using stripe = await openStripe();
  const here = { ...services, stripe: async () => stripe.client };
  await using settledHere = await serveWebhook(here);
  const order = await openOrder(services);
  await send(eventOf('checkout.session.completed', sessionOf(order)));
  const balance = { id: 'txn_9', object: 'balance_transaction', currency: 'eur' };
  const settled = { ...balance, amount: 920, fee: 57, net: 863, exchange_rate: 0.92 };
  stripe.objects.set('/v1/balance_transactions/txn_9', settled);
  const charge = { ...chargeOf(order), metadata: {}, balance_transaction: 'txn_9' };
  await send(eventOf('charge.succeeded', chargeOf(order)));
  expect((await readPayment(order.paymentId)).settlement).toBeNull();
  await sendEvent({ url: settledHere.url, services: here }, eventOf('charge.updated', charge));
  expect((await readPayment(order.paymentId)).settlement).toEqual({
    ...{ currency: 'eur', amountCents: 920, feeCents: 57, netCents: 863, exchangeRate: 0.92 },
  });
});

test('fifty copies of an event at once grant once', async () => {
  const order = await openOrder(services);
  const paid = eventOf('checkout.session.completed', sessionOf(order));
  const other = newPaymentInstance();
  await using elsewhere = await serveWebhook(other);
  const sent = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      sendEvent(index % 2 ? { url: served.url, services } : { url: elsewhere.url, services: other }, paid),
    ),
  );
  expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await balanceOf(order.accountId)).toBe(100_000_000);
});

test('a bank debit grants when its money has arrived, and nothing if it fails', async () => {
  const [comes, fails] = [await openOrder(services), await openOrder(services)];
  for (const order of [comes, fails]) {
    await send(eventOf('checkout.session.completed', sessionOf(order, { payment_status: 'unpaid' })));
    expect(await readPayment(order.paymentId)).toMatchObject({ state: 'processing', lot: null });
    expect(await balanceOf(order.accountId)).toBe(0);
  }
  await send(eventOf('checkout.session.async_payment_succeeded', sessionOf(comes)));
  await send(
    eventOf('checkout.session.async_payment_failed', sessionOf(fails, { payment_status: 'unpaid' })),
  );
  expect(await balanceOf(comes.accountId)).toBe(100_000_000);
  expect(await readPayment(fails.paymentId)).toMatchObject({ state: 'failed', lot: null });
  expect(await balanceOf(fails.accountId)).toBe(0);
});

test('a promotion code changes the amount paid, not the credits; yen have no smaller unit', async () => {
  const free = await openOrder(services);
  const none = { amount_total: 0, payment_intent: null, payment_status: 'no_payment_required' };
  await send(eventOf('checkout.session.completed', sessionOf(free, none)));
  expect(await readPayment(free.paymentId)).toMatchObject({
    state: 'paid',
    paidCents: 0,
    amountCents: 1_000,
  });
  expect(await balanceOf(free.accountId)).toBe(100_000_000);

  const yen = await openOrder(services, { amount: 1_500, currency: 'jpy' });
  await send(eventOf('checkout.session.completed', sessionOf(yen)));
  expect(await readPayment(yen.paymentId)).toMatchObject({ paidCents: 1_500, currency: 'jpy' });
  const krona = await openOrder(services, { amount: 1_500, currency: 'isk' });
  await send(eventOf('checkout.session.completed', sessionOf(krona, { amount_total: 150_000 })));
  expect(await readPayment(krona.paymentId)).toMatchObject({ paidCents: 1_500, currency: 'isk' });
});

test('a refund takes back its share of the credits, makes spent ones a debt, and restores them if it fails', async () => {
  const order = await openOrder(services);
  await send(eventOf('checkout.session.completed', sessionOf(order)));
  const refund = (type: string, status: string) =>
    eventOf(`refund.${type}`, refundOf(order, { id: `re_${order.intentId}`, amount: 250, status }));
  await send(refund('created', 'pending'));
  expect(await balanceOf(order.accountId)).toBe(75_000_000);
  expect(await readPayment(order.paymentId)).toMatchObject({ state: 'partly-refunded', refundedCents: 250 });
  await send(refund('failed', 'failed'));
  await send(refund('updated', 'succeeded'));
  expect(await balanceOf(order.accountId)).toBe(100_000_000);
  await expectBooksBalance(order.accountId);
});

test('a disputed lot can’t be spent until it is won, and is taken back when it is lost; the second dispute suspends', async () => {
  const first = await openOrder(services);
  const second = await openOrder(services, { accountId: first.accountId });
  const dispute = (of: typeof first, type: string, status: string) =>
    send(eventOf(`charge.dispute.${type}`, disputeOf(of, { id: `dp_${of.intentId}`, status })));
  for (const order of [first, second]) await send(eventOf('checkout.session.completed', sessionOf(order)));

  await dispute(first, 'created', 'needs_response');
  expect(await balanceOf(first.accountId)).toBe(100_000_000);
  expect((await booksOf(first.accountId)).account).toMatchObject({ status: 'active' });
  await dispute(first, 'closed', 'won');
  expect(await balanceOf(first.accountId)).toBe(200_000_000);
  await dispute(second, 'created', 'needs_response');
  await dispute(second, 'closed', 'lost');
  expect(await balanceOf(first.accountId)).toBe(100_000_000);
  const { account } = await expectBooksBalance(first.accountId);
  expect(account).toMatchObject({ status: 'suspended', debtMicros: 0 });
  const audits = await testDb().collection('admin_audit_logs').doc(`disputes-dp_${second.intentId}`).get();
  expect(audits.data()).toMatchObject({ action: 'suspend', target: `accounts/${first.accountId}` });
  expect(await readPayment(second.paymentId)).toMatchObject({ state: 'dispute-lost' });
});

const order = await openOrder(services);
const stranger = { ...order, accountId: 'nobody', paymentId: 'nobody_1' };
const paid = (change: Parameters<typeof eventOf>[2] = {}, session: Record<string, unknown> = {}) =>
  eventOf('checkout.session.completed', sessionOf(order, session), change);

test.each([
  ['live, though the key is for tests', paid({ livemode: true }), 'live-in-test-mode'],
  ["another account's", paid({ account: 'acct_other' }), 'other-account'],
  ['of an unknown type', eventOf('account.application.deauthorized', { id: 'ca_1' }), 'unknown-type'],
  ['of a deleted customer', eventOf('customer.deleted', { id: 'cus_1', deleted: true }), 'unknown-type'],
  ['of a type that an object has by nature', eventOf('constructor', {}), 'unknown-type'],
  ['without metadata', paid({}, { metadata: {}, payment_intent: null }), 'no-payment'],
  [
    'with metadata that name no document',
    paid({}, { metadata: { accountId: 'a/b', paymentId: '..' }, payment_intent: null }),
    'no-payment',
  ],
  [
    'about a payment that is not there',
    eventOf('checkout.session.completed', sessionOf(stranger)),
    'no-account',
  ],
  [
    "about a payment of somebody else's",
    paid({}, { metadata: { accountId: await openAccount(services.meter, 0), paymentId: order.paymentId } }),
    'no-payment',
  ],
  ['in another currency', paid({}, { currency: 'eur' }), 'other-currency'],
  ['without an amount', paid({}, { amount_total: null }), 'unreadable'],
  ['with half of its fields', eventOf('refund.created', { id: 're_1' }), 'unreadable'],
])('an event %s is put aside: nothing is granted, and Stripe need not come again', async (_, event, why) => {
  expect(await send(event)).toEqual({ status: 200, body: { state: 'parked', why } });
  expect(await readEvent(event.id)).toMatchObject({ state: 'parked', why });
  expect(await balanceOf(order.accountId)).toBe(0);
  expect(await readPayment(order.paymentId)).toMatchObject({ state: 'open', lot: null });
});

test('a body that Stripe has not signed, or not recently, or that is no event, is rejected without a reason', async () => {
  const event = paid();
  const good = JSON.stringify(event);
  const empty = JSON.stringify({});
  const huge = JSON.stringify({ ...event, padding: 'x'.repeat(5_000_000) });
  const refused: [what: string, body: string, signature: string | null, status: number][] = [
    ['no signature', good, null, 400],
    ['a signature by another secret', good, await signed(services, good, { secret: 'whsec_other' }), 400],
    ['another body than was signed', good.replace('usd', 'eur'), await signed(services, good), 400],
    ['a signature 301 seconds old', good, await signed(services, good, { ageSeconds: 301 }), 400],
    ['nonsense for a signature', good, 't=1,v1=', 400],
    ['nothing', '', await signed(services, ''), 400],
    ['an object that is no event', empty, await signed(services, empty), 400],
    ['5 MB', huge, await signed(services, huge), 413],
  ];
  for (const [what, body, signature, status] of refused) {
    const answer = await post(body, signature);
    expect({ what, status: answer.status }).toEqual({ what, status });
    expect(answer.text).toMatch(/^\{"error":"[a-z-]+"\}$/);
  }
  expect((await post('', null, 'GET')).status).toBe(405);
  expect(await post(good, await signed(services, good, { ageSeconds: 299 }))).toMatchObject({ status: 200 });
});

test('without a secret no event is accepted', async () => {
  const trusting = newPaymentInstance({ webhookSecret: () => '' });
  await using there = await serveWebhook(trusting);
  const payload = JSON.stringify(paid());
  const signature = await signed(services, payload, { secret: ' ' });
  const response = await fetch(there.url, {
    method: 'POST',
    headers: { 'stripe-signature': signature },
    body: payload,
  });
  expect(response.status).toBe(400);
});

test('when the store or Stripe cannot be reached, Stripe gets a 500 and sends the event again', async () => {
  const broken = newPaymentInstance({
    meter: { submit: () => Promise.reject(new Error('gone')), usage: () => ({ lanes: 0, bytes: 0 }) },
  });
  await using there = await serveWebhook(broken);
  const fresh = await openOrder(services);
  const event = eventOf('checkout.session.completed', sessionOf(fresh));
  expect(await sendEvent({ url: there.url, services: broken }, event)).toEqual({
    status: 500,
    body: { error: 'try-again' },
  });
  expect(await send(event)).toMatchObject({ status: 200 });
  expect(await balanceOf(fresh.accountId)).toBe(100_000_000);
});
