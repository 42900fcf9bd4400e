import { afterAll, describe, expect, test } from 'vitest';
import { startLocalStripe } from '../../../scripts/testing/local-stripe.ts';
import { balanceMicros, collections, creditsToMicros, TERMS_VERSION } from '../../src/contract/index.ts';
import { buyPackWithSavedCard } from '../../src/payments/checkout/buy-pack-with-saved-card.ts';
import { newBilling } from '../../src/payments/records/new-billing.ts';
import { refundApproved } from '../../src/payments/refunds-and-disputes/refund-payment.ts';
import { expectBooksBalance, newRequestId, openAccount, testDb } from '../support/accounts.ts';
import { contextOf, until } from '../support/backend.ts';
import { openLoopback } from '../support/loopback.ts';
import {
  newPaymentInstance,
  readPayment,
  serveWebhook,
  setBilling,
  WEBHOOK_SECRET,
} from '../support/payments/payment-instance.ts';

/** What Stripe takes and localstripe does not: left out on the way. */
const UNKNOWN_TO_IT = /^(description|receipt_email|reason|automatic_payment_methods\[)/;
const shown = { currency: 'usd', shownAmountCents: 1_000, catalogVersion: 1, termsVersion: TERMS_VERSION };
const nothing = () => undefined;

/** The way to localstripe. */
async function wayTo(address: string) {
  const way = await openLoopback();
  way.answerWith(async ({ method, path, headers, body }, response) => {
    const form = new URLSearchParams(body.toString());
    for (const name of [...form.keys()]) if (UNKNOWN_TO_IT.test(name)) form.delete(name);
    const answer = await fetch(address + path, {
      method,
      headers: { authorization: headers.authorization ?? '' },
      ...(method === 'POST' && { body: form }),
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(await answer.text());
  });
  return way;
}

async function eventsOf(paymentId: string) {
  const found = await testDb().collection(collections.stripeEvents).where('paymentId', '==', paymentId).get();
  return found.docs.map((doc) => ({ type: doc.get('type'), state: doc.get('state') }));
}

const local = await startLocalStripe();
const way = local && (await wayTo(local.address));
const services = newPaymentInstance(way ? { stripeAddress: way.url } : {});
const served = await serveWebhook(services);
await local?.sendEventsTo({ url: served.url, secret: WEBHOOK_SECRET });
afterAll(async () => {
  for (const one of [served, way, local]) await one?.[Symbol.asyncDispose]();
});

/** Opens an account that has saved a card and may buy with it. */
async function openWithCard(number: string) {
  const stripe = await services.stripe();
  const uid = await openAccount(services.meter, 0);
  const { id: customerId } = await stripe.customers.create({ email: `${uid}@example.com` });
  const details = { number, exp_month: 12, exp_year: 2_040, cvc: '123' };
  const { id: paymentMethodId } = await stripe.paymentMethods.create({ type: 'card', card: details });
  await stripe.paymentMethods.attach(paymentMethodId, { customer: customerId });
  const last4 = number.slice(-4);
  const card = { paymentMethodId, brand: 'visa', last4, expiresMonth: 12, expiresYear: 2_040 };
  const billing = { ...newBilling(uid), customerId, card };
  await services.meter.submit(uid, setBilling(uid, billing));
  const person = contextOf(uid);
  return {
    uid,
    buy: (requestId = newRequestId()) =>
      buyPackWithSavedCard(services)({ requestId, pack: 'starter', ...shown }, person, nothing),
    balance: async () => balanceMicros((await expectBooksBalance(uid)).account, Date.now()),
  };
}

describe.skipIf(!local)('with localstripe (npm test -- emulator installs it if there is Python)', () => {
  test('a saved card pays and is refunded, and its own events change nothing more', async () => {
    const { buy, balance } = await openWithCard('4242424242424242');
    const { paymentId, state } = await buy();
    expect(state).toBe('paid');
    expect(await balance()).toBe(creditsToMicros(100));
    await until(async () => (await eventsOf(paymentId)).length > 0);
    expect(await eventsOf(paymentId)).toEqual([{ type: 'payment_intent.succeeded', state: 'handled' }]);
    expect(await balance()).toBe(creditsToMicros(100));

    const admin = { ...contextOf('admin'), role: 'admin' } as const;
    const back = { requestId: newRequestId(), paymentId, amountCents: 300, reason: 'test' };
    expect(await refundApproved(services)(back, admin, nothing)).toMatchObject({ refundedCents: 300 });
    expect(await balance()).toBe(creditsToMicros(70));
    const stripe = await services.stripe();
    const { paymentIntentId } = await readPayment(paymentId);
    const refunds = await stripe.refunds.list({ payment_intent: paymentIntentId ?? '' });
    expect(refunds.data.map(({ amount }) => amount)).toEqual([300]);
  });

  test('a declined card pays nothing, and neither does the event about it', async () => {
    const { uid, buy, balance } = await openWithCard('4000000000000341');
    const requestId = newRequestId();
    await expect(buy(requestId)).rejects.toMatchObject({ code: 'card-declined' });
    const declined = `${uid}_${requestId}`;
    expect(await readPayment(declined)).toMatchObject({ state: 'failed', lot: null });
    await until(async () => (await eventsOf(declined)).length > 0);
    expect(await eventsOf(declined)).toEqual([{ type: 'payment_intent.payment_failed', state: 'handled' }]);
    expect(await balance()).toBe(0);
  });
});
