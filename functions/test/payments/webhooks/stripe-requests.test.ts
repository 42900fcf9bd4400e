import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { startStripeMock } from '../../../../scripts/testing/stripe-mock.ts';
import { type Billing, defaultCatalog, TERMS_VERSION } from '../../../src/contract/index.ts';
import { buyPackWithSavedCard } from '../../../src/payments/checkout/buy-pack-with-saved-card.ts';
import { openBillingPortal } from '../../../src/payments/checkout/open-billing-portal.ts';
import { soldItems } from '../../../src/payments/checkout/sold-items.ts';
import { startCheckout } from '../../../src/payments/checkout/start-checkout.ts';
import { syncPrices } from '../../../src/payments/checkout/sync-prices.ts';
import { changePlan } from '../../../src/payments/plans/change-plan.ts';
import { cancelPlan, withoutEnd } from '../../../src/payments/plans/end-plan.ts';
import { endSecondPlan } from '../../../src/payments/plans/second-plan.ts';
import { listAtStripe } from '../../../src/payments/reconciliation/list-at-stripe.ts';
import { newBilling } from '../../../src/payments/records/new-billing.ts';
import { refundApproved } from '../../../src/payments/refunds-and-disputes/refund-payment.ts';
import type { SubscriptionObject } from '../../../src/payments/stripe/plan-shapes.ts';
import { createStripeClient, STRIPE_API_VERSION } from '../../../src/payments/stripe/stripe-client.ts';
import { pauseSubscriptions } from '../../../src/payments/suspension/pause-subscriptions.ts';
import { handleStripeEvent } from '../../../src/payments/webhooks/handle-stripe-event.ts';
import { newRequestId, openAccount } from '../../support/accounts.ts';
import { contextOf } from '../../support/backend.ts';
import { newPaymentInstance, openOrder, setBilling } from '../../support/payments/payment-instance.ts';
import { disputeOf, eventOf, intentOf, sessionOf } from '../../support/payments/stripe-events.ts';

const shown = { currency: 'usd', shownAmountCents: 100_000, catalogVersion: 1, termsVersion: TERMS_VERSION };
const plan = { plan: 'plus', interval: 'month' } as const;

test('every request to Stripe is valid by its published schema', async (context) => {
  await using mock = await startStripeMock();
  if (!mock)
    return context.skip('npm test -- emulator installs stripe-mock, where there is Go: https://go.dev');
  const stripe = createStripeClient({ address: mock.address, secretKey: 'sk_test_123' });
  const asked: { what: string; status: number; version: string | undefined }[] = [];
  stripe.on('response', ({ method, path, status, api_version: version }: Stripe.ResponseEvent) => {
    const what = `${method} ${path.replace(/\?.*/, '').replace(/_?[0-9a-zA-Z]{14,}|evt_\w+|cus_\w+|pi_[\w-]+|sub_\w+/g, '*')}`;
    asked.push({ what, status, version });
  });
  const services = newPaymentInstance({ stripe: async () => stripe, hasAutomaticTax: () => true });
  const uid = await openAccount(services.meter, 0);
  const person = contextOf(uid);
  const nothing = () => undefined;
  const request = () => ({ requestId: newRequestId(), ...shown });
  // What the mock answers is the same whatever was asked: only whether it takes the request is of interest.
  const ask = (call: Promise<unknown>) => call.catch(() => undefined);

  await ask(
    startCheckout(services)({ ...request(), buy: { kind: 'pack', pack: 'starter' } }, person, nothing),
  );
  await ask(startCheckout(services)({ ...request(), buy: { kind: 'plan', ...plan } }, person, nothing));
  await ask(syncPrices(stripe, soldItems({ catalog: defaultCatalog, version: 1 }), { isAll: true }));
  await stripe.prices.update('price_1', { active: false });
  await stripe.products.update('prod_1', { name: 'Another' });

  await services.meter.submit(uid, withBilling(uid));
  await ask(buyPackWithSavedCard(services)({ ...request(), pack: 'starter' }, person, nothing));
  await ask(changePlan(services)({ ...request(), ...plan }, person, nothing));
  await ask(cancelPlan(services)({ requestId: newRequestId() }, person, nothing));
  for (const cancel_at_period_end of [true, false]) {
    const goesOn = withoutEnd({ cancel_at: 1, cancel_at_period_end });
    await ask(stripe.subscriptions.update('sub_1', goesOn));
  }
  const second = { id: 'sub_2', status: 'active' } as SubscriptionObject;
  const key = { accountId: uid, paymentId: `${uid}_in-2` };
  await ask(endSecondPlan(stripe, { subscription: second, paymentIntentId: 'pi_2', paidCents: 1_900, key }));
  await ask(stripe.checkout.sessions.expire('cs_1'));
  await ask(openBillingPortal(services)({}, person, nothing));

  const order = await openOrder(services);
  await handleStripeEvent(eventOf('checkout.session.completed', sessionOf(order)), services);
  await ask(
    refundApproved(services)(
      { requestId: newRequestId(), paymentId: order.paymentId, amountCents: 300, reason: 'test' },
      { ...person, role: 'admin' },
      nothing,
    ),
  );
  const unknown = { ...order, intentId: 'pi_unknown' };
  await ask(
    handleStripeEvent(
      eventOf('charge.dispute.created', disputeOf(unknown, { id: 'dp_1', status: 'lost' })),
      services,
    ),
  );
  await ask(
    handleStripeEvent(eventOf('payment_method.attached', { id: 'pm_1', customer: 'cus_1' }), services),
  );
  await ask(handleStripeEvent(eventOf('payment_intent.succeeded', intentOf(order)), services));
  // The mock's subscriptions are of no account, and were not paused here.
  const ofNobody = { customerId: 'cus_1', accountId: undefined as unknown as string, nowMs: Date.now() };
  for (const to of ['pause', 'end'] as const) await pauseSubscriptions(stripe, { ...ofNobody, to });
  // The mock has them all paused already, without a word about their invoices.
  await stripe.subscriptions.update('sub_1', { pause_collection: { behavior: 'void' } });
  await stripe.subscriptions.update('sub_1', { pause_collection: '', metadata: { pausedFor: '' } });
  await stripe.invoices.list({ subscription: 'sub_1', status: 'open', limit: 100 });
  await stripe.invoices.update('in_1', { auto_advance: false, metadata: { pausedFor: 'suspension' } });
  await stripe.invoices.voidInvoice('in_1');
  await ask(stripe.events.retrieve('evt_1'));
  await ask(listAtStripe(stripe, { fromMs: 0, toMs: Date.now() }, async () => undefined));

  expect(asked.filter(({ status }) => status >= 400)).toEqual([]);
  expect(new Set(asked.map(({ version }) => version ?? STRIPE_API_VERSION))).toEqual(
    new Set([STRIPE_API_VERSION]),
  );
  const kinds = [...new Set(asked.map(({ what }) => what))];
  expect(kinds).toEqual(
    expect.arrayContaining([
      'POST /v1/customers',
      'GET /v1/prices',
      'POST /v1/prices',
      'POST /v1/products',
      'POST /v1/checkout/sessions',
      'GET /v1/checkout/sessions',
      'GET /v1/subscriptions',
      'POST /v1/payment_intents',
      'POST /v1/refunds',
      'POST /v1/billing_portal/sessions',
      'POST /v1/subscriptions/*',
      'DELETE /v1/subscriptions/*',
      'POST /v1/invoices/in_1',
    ]),
  );
});

function withBilling(uid: string) {
  const card = { paymentMethodId: 'pm_1', brand: 'visa', last4: '4242', expiresMonth: 1, expiresYear: 2_040 };
  const period = { periodStartMs: 0, periodEndMs: Date.now() + 1e9, asOfMs: 0 };
  const paidPlan = {
    ...{ subscriptionId: 'sub_1', ...plan, startMs: 0, endMs: Date.now() + 1e9 },
    ...{
      monthlyMicros: 1,
      rolloverMicros: 0,
      paymentId: 'p',
      nextMonth: 1,
      lotId: null,
      terms: null,
      payments: null,
    },
  };
  const billing: Billing = {
    ...newBilling(uid),
    customerId: 'cus_1',
    card,
    subscription: {
      ...{
        subscriptionId: 'sub_1',
        ...plan,
        status: 'active',
        isCancelled: false,
        endsAtMs: null,
        next: null,
        terms: null,
      },
      ...period,
    },
    paidPlan,
  };
  return setBilling(uid, billing);
}
