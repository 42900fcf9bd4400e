import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  type AppError,
  Billing,
  balanceMicros,
  collections,
  defaultCatalog,
  type Pack,
  Payment,
  type RequestOf,
  TERMS_VERSION,
} from '../../../src/contract/index.ts';
import { buyPackWithSavedCard } from '../../../src/payments/checkout/buy-pack-with-saved-card.ts';
import { openBillingPortal } from '../../../src/payments/checkout/open-billing-portal.ts';
import { soldItems } from '../../../src/payments/checkout/sold-items.ts';
import { changePlan } from '../../../src/payments/plans/change-plan.ts';
import { cancelPlan, resumePlan } from '../../../src/payments/plans/end-plan.ts';
import { toPriceMetadata } from '../../../src/payments/plans/price-terms.ts';
import { newBilling } from '../../../src/payments/records/new-billing.ts';
import { handleStripeEvent } from '../../../src/payments/webhooks/handle-stripe-event.ts';
import { credits, expectBooksBalance, newRequestId, openAccount, testDb } from '../../support/accounts.ts';
import { catalogsOf, contextOf } from '../../support/backend.ts';
import { newPaymentInstance } from '../../support/payments/payment-instance.ts';
import { eventOf, openStripe, type StripeServer } from '../../support/payments/stripe-server.ts';

const db = testDb();
const DAY_SECONDS = 86_400;
const start = Math.floor(Date.now() / 1_000) - DAY_SECONDS;
const end = start + 30 * DAY_SECONDS;
let stripe: StripeServer;
let asked: Record<string, string>[] = [];

const services = () => newPaymentInstance({ db, stripe: async () => stripe.client });

beforeAll(async () => {
  stripe = await openStripe();
});
afterAll(() => stripe[Symbol.asyncDispose]());

interface Sold {
  plan: string;
  interval: 'month' | 'year';
  cents: number;
}
const sold: readonly Sold[] = [
  { plan: 'plus', interval: 'month', cents: 1_900 },
  { plan: 'plus', interval: 'year', cents: 19_000 },
  { plan: 'max', interval: 'month', cents: 4_900 },
  { plan: 'max', interval: 'year', cents: 49_000 },
];

function priceOf({ plan, interval, cents }: Sold) {
  const key = `plan:${plan}:${interval}:usd`;
  const terms = soldItems({ catalog: defaultCatalog, version: 1 }).find((one) => one.key === key)?.terms;
  return {
    id: `price_${plan}_${interval}`,
    object: 'price',
    active: true,
    currency: 'usd',
    unit_amount: cents,
    lookup_key: key,
    metadata: { key, product: `plan:${plan}`, label: plan, ...(terms && toPriceMetadata(terms)) },
    recurring: { interval },
  };
}

beforeEach(() => {
  asked = [];
  stripe.objects.clear();
  stripe.chargesEnd('paid');
  stripe.objects.set('/v1/prices', sold.map(priceOf));
});

/** Somebody whose plan is paid for, and what Stripe does when it is asked to change it. */
async function subscriber(of: { plan: string; interval: 'month' | 'year' }) {
  const uid = await openAccount(services().meter, 1);
  const id = `sub_${uid}`;
  const price = (priceId: string) => sold.map(priceOf).find((one) => one.id === priceId);
  const subscription = {
    id,
    object: 'subscription',
    status: 'active',
    customer: `cus_${uid}`,
    created: start,
    ended_at: null,
    cancel_at: null as number | null,
    cancel_at_period_end: false,
    metadata: { accountId: uid },
    items: {
      data: [
        {
          id: 'si_1',
          current_period_start: start,
          current_period_end: end,
          price: price(`price_${of.plan}_${of.interval}`),
        },
      ],
    },
  };
  stripe.objects.set(`/v1/subscriptions/${id}`, subscription);
  stripe.onPost(`/v1/subscriptions/${id}`, (form) => {
    asked.push(Object.fromEntries(form));
    const [item] = subscription.items.data;
    const to = form.get('items[0][price]');
    if (item && to) item.price = price(to);
    const cancel = form.get('cancel_at_period_end');
    if (cancel) subscription.cancel_at_period_end = cancel === 'true';
    return subscription;
  });
  const paidPlan = {
    plan: of.plan,
    interval: of.interval,
    subscriptionId: id,
    startMs: start * 1_000,
    endMs: end * 1_000,
    monthlyMicros: credits(of.plan === 'max' ? 1_000 : 300),
    rolloverMicros: 0,
    paymentId: `${uid}_in-1`,
    nextMonth: 1,
    lotId: `allotment-${uid}_in-1-0`,
    terms: null,
    payments: null,
  };
  const billing = { ...newBilling(uid), customerId: `cus_${uid}`, paidPlan };
  await db.collection(collections.billing).doc(uid).set(z.encode(Billing, billing));
  await handleStripeEvent(eventOf('customer.subscription.updated', subscription), services());
  return uid;
}

async function billingOf(uid: string): Promise<Billing> {
  const stored = await db.collection(collections.billing).doc(uid).get();
  return z.decode(Billing, stored.data() as z.input<typeof Billing>);
}

const change = (uid: string, to: Sold, request: Partial<RequestOf<'changePlan'>> = {}) =>
  changePlan(services())(
    {
      requestId: newRequestId(),
      plan: to.plan,
      interval: to.interval,
      currency: 'usd',
      shownAmountCents: to.cents,
      catalogVersion: 1,
      termsVersion: TERMS_VERSION,
      ...request,
    },
    contextOf(uid),
    () => undefined,
  );

const [plusMonth, plusYear, maxMonth, maxYear] = sold as [Sold, Sold, Sold, Sold];

describe('a change of plan', () => {
  test('to a more expensive one is charged at once, or doesn’t happen', async () => {
    const uid = await subscriber(plusMonth);
    await change(uid, maxMonth);
    expect(asked).toMatchObject([
      {
        'items[0][id]': 'si_1',
        'items[0][price]': 'price_max_month',
        proration_behavior: 'always_invoice',
        payment_behavior: 'error_if_incomplete',
        'metadata[termsVersion]': TERMS_VERSION,
      },
    ]);
  });

  test('to a cheaper one costs nothing, and comes next', async () => {
    const uid = await subscriber(maxMonth);
    await change(uid, plusMonth);
    expect(asked).toMatchObject([{ 'items[0][price]': 'price_plus_month', proration_behavior: 'none' }]);
    expect((await billingOf(uid)).subscription).toMatchObject({
      plan: 'max',
      next: { plan: 'plus', interval: 'month' },
    });
  });

  test('back to the paid plan undoes a downgrade, and costs nothing', async () => {
    const uid = await subscriber(maxMonth);
    await change(uid, plusMonth);
    await change(uid, maxMonth);
    expect(asked.at(-1)).toMatchObject({ 'items[0][price]': 'price_max_month', proration_behavior: 'none' });
    expect((await billingOf(uid)).subscription).toMatchObject({ plan: 'max', next: null });
  });

  test('to yearly payment, with a downgrade scheduled, counts from the paid plan', async () => {
    const uid = await subscriber(maxMonth);
    await change(uid, plusMonth);
    await change(uid, maxYear);
    expect(asked.slice(1)).toMatchObject([
      { 'items[0][price]': 'price_max_month', proration_behavior: 'none' },
      { 'items[0][price]': 'price_max_year', proration_behavior: 'always_invoice' },
    ]);
  });

  test.each<[string, Sold, Sold]>([
    ['a year that was paid for is not cut short', plusYear, plusMonth],
    ['a cheaper plan by the year comes after a cheaper plan', maxMonth, plusYear],
  ])('%s', async (_, from, to) => {
    const uid = await subscriber(from);
    await expect(change(uid, to)).rejects.toMatchObject({ code: 'invalid-argument' });
    expect(asked).toEqual([]);
  });

  test.each<[AppError['code'], Partial<RequestOf<'changePlan'>>]>([
    ['price-changed', { shownAmountCents: 4_899 }],
    ['version-conflict', { termsVersion: 'old' }],
    ['not-found', { plan: 'none' }],
    ['not-found', { currency: 'eur' }],
  ])('is refused with %s for %o', async (code, request) => {
    const uid = await subscriber(plusMonth);
    await expect(change(uid, maxMonth, request)).rejects.toMatchObject({ code });
    expect(asked).toEqual([]);
  });

  test('needs a plan', async () => {
    const uid = await openAccount(services().meter, 1);
    await expect(change(uid, maxMonth)).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('an invoice of an unknown plan is parked, because it was paid and must not be missed', async () => {
  const uid = await subscriber(plusMonth);
  const invoice = (price: string, subscription: string) => ({
    id: `in_${price}_${uid}`,
    object: 'invoice',
    currency: 'usd',
    created: start,
    subtotal: 1_900,
    amount_paid: 1_900,
    parent: { subscription_details: { subscription } },
    lines: {
      data: [
        {
          amount: 1_900,
          period: { start, end },
          pricing: { price_details: { price } },
          parent: { subscription_item_details: { proration: false } },
        },
      ],
    },
  });
  stripe.objects.set('/v1/invoice_payments', []);
  stripe.objects.set('/v1/prices/price_of_another', { ...priceOf(plusMonth), metadata: {} });
  stripe.objects.set('/v1/prices/price_plus_month', priceOf(plusMonth));
  const told = (price: string, subscription: string) =>
    handleStripeEvent(eventOf('invoice.paid', invoice(price, subscription)), services());
  const aside = { state: 'parked', why: 'no-plan' };
  expect(await told('price_of_another', `sub_${uid}`)).toEqual(aside);
  expect(await told('price_gone', `sub_${uid}`)).toEqual(aside);
  expect(await told('price_plus_month', 'sub_gone')).toEqual(aside);
  const { account } = await expectBooksBalance(uid);
  expect(balanceMicros(account, Date.now())).toBe(credits(1));
});

test('a plan can be cancelled at its end, and resumed', async () => {
  const uid = await subscriber(plusMonth);
  const ask = (handler: ReturnType<typeof cancelPlan> | ReturnType<typeof resumePlan>) =>
    handler({ requestId: newRequestId() }, contextOf(uid), () => undefined);
  await ask(cancelPlan(services()));
  expect((await billingOf(uid)).subscription).toMatchObject({ isCancelled: true, status: 'active' });
  await ask(resumePlan(services()));
  expect((await billingOf(uid)).subscription).toMatchObject({ isCancelled: false });
});

test('the portal opens for users who have paid before, and leads back to the app', async () => {
  const uid = await subscriber(plusMonth);
  const forms: Record<string, string>[] = [];
  stripe.onPost('/v1/billing_portal/sessions', (form) => {
    forms.push(Object.fromEntries(form));
    return { object: 'billing_portal.session', url: 'https://billing.stripe.com/p/1' };
  });
  const open = (who: string) => openBillingPortal(services())({}, contextOf(who), () => undefined);
  expect(await open(uid)).toEqual({ url: 'https://billing.stripe.com/p/1' });
  expect(forms).toEqual([{ customer: `cus_${uid}`, return_url: 'https://app.example.com/billing' }]);
  const stranger = await openAccount(services().meter, 1);
  await expect(open(stranger)).rejects.toMatchObject({ code: 'not-found' });
});

describe('one click', () => {
  const request = (requestId: string): RequestOf<'buyPackWithSavedCard'> => ({
    requestId,
    pack: 'starter',
    currency: 'usd',
    shownAmountCents: 1_000,
    catalogVersion: 1,
    termsVersion: TERMS_VERSION,
  });
  const buy = (uid: string, requestId: string) =>
    buyPackWithSavedCard(services())(request(requestId), contextOf(uid), () => undefined);

  /** A card is saved by the events of Stripe. */
  async function withCard(): Promise<string> {
    const uid = await openAccount(services().meter, 1);
    const customer = { id: `cus_${uid}`, object: 'customer', metadata: { accountId: uid } };
    const chosen = { invoice_settings: { default_payment_method: null } };
    stripe.objects.set(`/v1/customers/cus_${uid}`, { ...customer, ...chosen });
    const card = { brand: 'visa', last4: '4242', exp_month: 1, exp_year: 2030 };
    const method = { id: 'pm_1', object: 'payment_method', customer: customer.id, type: 'card', card };
    stripe.objects.set(`/v1/customers/cus_${uid}/payment_methods`, [method]);
    await handleStripeEvent(eventOf('payment_method.attached', method), services());
    return uid;
  }

  test('charges the saved card once, however often it is repeated, and grants the credits', async () => {
    const uid = await withCard();
    expect((await billingOf(uid)).card).toMatchObject({ paymentMethodId: 'pm_1', last4: '4242' });
    const requestId = newRequestId();
    const answers = await Promise.all([1, 2, 3].map(() => buy(uid, requestId)));
    for (const answer of answers) expect(answer.state).toBe('paid');
    const charges = stripe.charges.filter(({ form }) => form.get('metadata[accountId]') === uid);
    expect(charges.map(({ form }) => [form.get('amount'), form.get('off_session')])).toEqual([
      ['1000', 'true'],
    ]);
    const { account } = await expectBooksBalance(uid);
    expect(balanceMicros(account, Date.now())).toBe(credits(101));
  });

  test('that is retried after prices changed charges the recorded amount', async () => {
    const uid = await withCard();
    const requestId = newRequestId();
    const unreachable = () => Promise.reject(new Error('Stripe cannot be reached'));
    const first = buyPackWithSavedCard({ ...services(), stripe: unreachable });
    await expect(first(request(requestId), contextOf(uid), () => undefined)).rejects.toThrow();
    const { starter } = defaultCatalog.packs as { starter: Pack };
    const packs = {
      ...defaultCatalog.packs,
      starter: { ...starter, micros: credits(10), prices: { usd: 800 } },
    };
    const repriced = { ...services(), catalogs: catalogsOf({ ...defaultCatalog, packs }) };
    await buyPackWithSavedCard(repriced)(request(requestId), contextOf(uid), () => undefined);
    const charges = stripe.charges.filter(({ form }) => form.get('metadata[accountId]') === uid);
    expect(charges.map(({ form }) => form.get('amount'))).toEqual(['1000']);
    const { account } = await expectBooksBalance(uid);
    expect(balanceMicros(account, Date.now())).toBe(credits(101));
  });

  test.each(['declined', 'authentication-required'] as const)(
    'that is %s is rejected with its cause, which the payment stores',
    async (endsAs) => {
      const uid = await withCard();
      stripe.chargesEnd(endsAs);
      const code = endsAs === 'declined' ? 'card-declined' : endsAs;
      await expect(buy(uid, newRequestId())).rejects.toMatchObject({ code });
      const { docs } = await db.collection(collections.payments).where('uid', '==', uid).get();
      expect(docs.map((doc) => z.decode(Payment, doc.data() as z.input<typeof Payment>).state)).toEqual([
        'failed',
      ]);
      const { account } = await expectBooksBalance(uid);
      expect(balanceMicros(account, Date.now())).toBe(credits(1));
    },
  );

  test('needs a saved card, and a removed one doesn’t count', async () => {
    const uid = await withCard();
    stripe.objects.set(`/v1/customers/cus_${uid}/payment_methods`, []);
    const gone = { id: 'pm_1', object: 'payment_method', customer: null };
    const event = eventOf('payment_method.detached', gone);
    Object.assign(event.data, { previous_attributes: { customer: `cus_${uid}` } });
    await handleStripeEvent(event, services());
    expect((await billingOf(uid)).card).toBeNull();
    await expect(buy(uid, newRequestId())).rejects.toMatchObject({ code: 'not-found' });
  });
});
