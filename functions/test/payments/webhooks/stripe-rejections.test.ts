import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Billing, collections, type ErrorCode, TERMS_VERSION } from '../../../src/contract/index.ts';
import { buyPackWithSavedCard } from '../../../src/payments/checkout/buy-pack-with-saved-card.ts';
import { openBillingPortal } from '../../../src/payments/checkout/open-billing-portal.ts';
import { startCheckout } from '../../../src/payments/checkout/start-checkout.ts';
import { changePlan } from '../../../src/payments/plans/change-plan.ts';
import { cancelPlan, resumePlan } from '../../../src/payments/plans/end-plan.ts';
import { refundApproved } from '../../../src/payments/refunds-and-disputes/refund-payment.ts';
import { handleStripeEvent } from '../../../src/payments/webhooks/handle-stripe-event.ts';
import { booksOf, newRequestId, openAccount, testDb } from '../../support/accounts.ts';
import { contextOf } from '../../support/backend.ts';
import {
  billingOfPlus,
  newPaymentInstance,
  openOrder,
  readPayment,
  setBilling,
} from '../../support/payments/payment-instance.ts';
import { eventOf, sessionOf } from '../../support/payments/stripe-events.ts';
import { openStripe, type StripeRefusal, type StripeServer } from '../../support/payments/stripe-server.ts';

const db = testDb();
const nothing = () => undefined;
let stripe: StripeServer;
const services = newPaymentInstance({ db, stripe: async () => stripe.client });
const shown = { currency: 'usd', shownAmountCents: 100_000, catalogVersion: 1, termsVersion: TERMS_VERSION };
const paths = [
  'customers',
  'prices',
  'refunds',
  'subscriptions/sub_1',
  'checkout/sessions',
  'billing_portal/sessions',
];

beforeAll(async () => {
  stripe = await openStripe();
});
afterAll(() => stripe[Symbol.asyncDispose]());
beforeEach(() => {
  for (const path of ['payment_intents', ...paths]) stripe.refuse(`/v1/${path}`, null);
  stripe.objects.clear();
  stripe.objects.set('/v1/customers/cus_1', { id: 'cus_1', object: 'customer' });
});

const isInvalid = (code?: string): StripeRefusal => ({
  ...{ status: 400, type: 'invalid_request_error' },
  ...(code && { code }),
});
const isForbidden: StripeRefusal = { status: 403, type: 'invalid_request_error' };

/** A pack that was paid, and is to be refunded. */
async function paidOrder() {
  const order = await openOrder(services);
  await handleStripeEvent(eventOf('checkout.session.completed', sessionOf(order)), services);
  return order;
}

describe('a refund that Stripe rejects', () => {
  test.each<[string, StripeRefusal, ErrorCode]>([
    ['was made in its dashboard', isInvalid('charge_already_refunded'), 'already-settled'],
    ['is of a disputed charge', isInvalid('charge_disputed'), 'already-settled'],
    ['is of too much', isInvalid('amount_too_large'), 'invalid-argument'],
    ['is wrong in some other way', isInvalid(), 'payment-rejected'],
    ['needs another key', isForbidden, 'not-configured'],
  ])('because it %s says so, and leaves no entry that says it was refunded', async (_, refusal, code) => {
    const { accountId, paymentId } = await paidOrder();
    stripe.refuse('/v1/refunds', refusal);
    const request = { requestId: newRequestId(), paymentId, amountCents: 400, reason: 'asked for it' };
    const ask = () => refundApproved(services)(request, { ...contextOf('admin'), role: 'admin' }, nothing);
    const before = await booksOf(accountId);
    await expect(ask()).rejects.toMatchObject({ code });
    await expect(ask()).rejects.toMatchObject({ code });
    const audit = await db.collection(collections.audit).where('target', '==', `payments/${paymentId}`).get();
    expect(audit.docs.map((doc) => doc.get('action'))).toEqual(['request-refund']);
    expect(await readPayment(paymentId)).toMatchObject({ state: 'paid', refundedCents: 0, reversals: {} });
    expect((await booksOf(accountId)).entries).toEqual(before.entries);
  });

  test('because the bank returns it at once doesn’t count', async () => {
    const { paymentId, intentId } = await paidOrder();
    stripe.onPost('/v1/refunds', () => ({
      ...{ id: 're_back', object: 'refund', amount: 400, currency: 'usd', status: 'failed' },
      payment_intent: intentId,
    }));
    const request = { requestId: newRequestId(), paymentId, amountCents: 400, reason: 'asked for it' };
    const asked = refundApproved(services)(request, { ...contextOf('admin'), role: 'admin' }, nothing);
    await expect(asked).rejects.toMatchObject({ code: 'payment-rejected' });
    expect(await readPayment(paymentId)).toMatchObject({ state: 'paid', refundedCents: 0 });
    const audit = await db.collection(collections.audit).doc(`refund-${request.requestId}`).get();
    expect(audit.exists).toBe(false);
  });
});

/** Somebody with a plan and a saved card. */
async function subscriber(): Promise<string> {
  const uid = await openAccount(services.meter, 1);
  const card = { paymentMethodId: 'pm_1', brand: 'visa', last4: '4242', expiresMonth: 1, expiresYear: 2_040 };
  const paid = billingOfPlus(uid, { subscriptionId: 'sub_1', endMs: Date.now() + 1e9 });
  const billing: Billing = { ...paid, customerId: 'cus_1', card };
  await services.meter.submit(uid, setBilling(uid, billing));
  return uid;
}

/** Every call of a person's that asks Stripe for something. */
const calls: Readonly<Record<string, (uid: string) => Promise<unknown>>> = {
  startCheckout: (uid) =>
    startCheckout(services)(
      { requestId: newRequestId(), buy: { kind: 'pack', pack: 'starter' }, ...shown },
      contextOf(uid),
      nothing,
    ),
  buyPackWithSavedCard: (uid) =>
    buyPackWithSavedCard(services)(
      { requestId: newRequestId(), pack: 'starter', ...shown },
      contextOf(uid),
      nothing,
    ),
  changePlan: (uid) =>
    changePlan(services)(
      { requestId: newRequestId(), plan: 'max', interval: 'month', ...shown },
      contextOf(uid),
      nothing,
    ),
  cancelPlan: (uid) => cancelPlan(services)({ requestId: newRequestId() }, contextOf(uid), nothing),
  resumePlan: (uid) => resumePlan(services)({ requestId: newRequestId() }, contextOf(uid), nothing),
  openBillingPortal: (uid) => openBillingPortal(services)({}, contextOf(uid), nothing),
};

describe.each(Object.entries(calls))('%s', (_, call) => {
  test.each<[string, StripeRefusal, ErrorCode]>([
    ['a request that Stripe takes for wrong', isInvalid(), 'payment-rejected'],
    ['a key without the right', isForbidden, 'not-configured'],
    ['a key that is wrong', { status: 401, type: 'invalid_request_error' }, 'not-configured'],
  ])('answers %s with a typed error, and what is paid stays as it was', async (_, refusal, code) => {
    const uid = await subscriber();
    const billing = async () => (await db.collection(collections.billing).doc(uid).get()).data();
    const before = await billing();
    for (const path of ['payment_intents', ...paths]) stripe.refuse(`/v1/${path}`, refusal);
    await expect(call(uid)).rejects.toMatchObject({ name: 'AppError', code });
    expect(await billing()).toEqual(before);
    const { docs } = await db.collection(collections.payments).where('uid', '==', uid).get();
    const states = docs.map((doc) => z.string().parse(doc.get('state')));
    expect(['open', 'failed']).toEqual(expect.arrayContaining(states));
    expect((await booksOf(uid)).account.lots).toHaveLength(1);
  });
});

test('a payment whose checkout page Stripe doesn’t open has failed, and isn’t left open', async () => {
  const uid = await openAccount(services.meter, 0);
  stripe.onPost('/v1/customers', () => ({ id: 'cus_2', object: 'customer' }));
  stripe.refuse('/v1/prices', isInvalid('parameter_invalid_integer'));
  await expect(calls.startCheckout?.(uid)).rejects.toMatchObject({ code: 'payment-rejected' });
  const { docs } = await db.collection(collections.payments).where('uid', '==', uid).get();
  expect(docs.map((doc) => [doc.get('state'), doc.get('failure')])).toEqual([
    ['failed', 'parameter_invalid_integer'],
  ]);
});
