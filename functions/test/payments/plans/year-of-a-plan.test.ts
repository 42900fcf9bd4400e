import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  Account,
  Billing,
  balanceMicros,
  collections,
  DAY_MS,
  defaultCatalog,
  HOUR_MS,
  Payment,
  paymentIdOf,
} from '../../../src/contract/index.ts';
import { createMeter } from '../../../src/meter/lane/meter.ts';
import { allotSubscriptions } from '../../../src/payments/monthly-credits/allot-subscriptions.ts';
import { paymentReducers } from '../../../src/payments/payment-reducers.ts';
import { handleStripeEvent } from '../../../src/payments/webhooks/handle-stripe-event.ts';
import { createStore } from '../../../src/platform/store/store.ts';
import { verifyAccount } from '../../../src/upkeep/verify/verify-account.ts';
import {
  booksOf,
  credits,
  expectBooksBalance,
  grantOf,
  holdOf,
  openAccount,
  workedOf,
} from '../../support/accounts.ts';
import { catalogsOf } from '../../support/backend.ts';
import { ownDb } from '../../support/own-db.ts';
import { newPaymentInstance } from '../../support/payments/payment-instance.ts';
import { eventOf, openStripe, type StripeServer } from '../../support/payments/stripe-server.ts';

type PlanName = 'plus' | 'max';
type Interval = 'month' | 'year';

const { plus, max } = defaultCatalog.plans;
const plans = {
  plus: { ...plus, rolloverMicros: credits(50) },
  max: { ...max, rolloverMicros: 0 },
} as typeof defaultCatalog.plans;
const catalogs = catalogsOf({ ...defaultCatalog, plans });

const at = (text: string) => Date.parse(`${text}T09:00:00Z`);
const seconds = (ms: number) => Math.floor(ms / 1_000);

let nowMs = at('2026-01-10');
const now = () => nowMs;
const db = await ownDb();
let stripe: StripeServer;
let uid: string;

const services = () =>
  newPaymentInstance({
    db,
    now,
    meter: createMeter({ store: createStore(db), reducers: paymentReducers, now }),
    catalogs,
    stripe: async () => stripe.client,
  });

beforeAll(async () => {
  stripe = await openStripe();
  uid = await openAccount(services().meter, 0);
  await services().meter.submit(uid, grantOf({ micros: credits(500), source: 'purchase' }));
  for (const plan of ['plus', 'max']) {
    for (const interval of ['month', 'year']) {
      stripe.objects.set(`/v1/prices/price_${plan}_${interval}`, priceOf(plan, interval));
    }
  }
  stripe.objects.set('/v1/invoice_payments', [
    { object: 'invoice_payment', payment: { type: 'payment_intent', payment_intent: 'pi_1' } },
  ]);
});
afterAll(() => stripe[Symbol.asyncDispose]());

function priceOf(plan: string, interval: string) {
  const metadata = { key: `plan:${plan}:${interval}:usd`, product: `plan:${plan}` };
  return {
    id: `price_${plan}_${interval}`,
    object: 'price',
    currency: 'usd',
    metadata,
    recurring: { interval },
  };
}

interface State {
  plan: PlanName;
  interval?: Interval;
  status?: string;
  from: string;
  to: string;
  cancelled?: boolean;
  ended?: string;
}

let invoices = 0;

/** How the subscription stands at Stripe from now on, and the event that says so. */
function subscriptionIs({ plan, interval = 'month', status = 'active', from, to, ...rest }: State) {
  const subscription = {
    id: 'sub_1',
    object: 'subscription',
    status,
    customer: 'cus_1',
    created: seconds(at('2026-01-10')),
    ended_at: rest.ended ? seconds(at(rest.ended)) : null,
    cancel_at: rest.cancelled ? seconds(at(to)) : null,
    cancel_at_period_end: rest.cancelled ?? false,
    metadata: { accountId: uid, termsVersion: '2026-11' },
    items: {
      data: [
        {
          id: 'si_1',
          current_period_start: seconds(at(from)),
          current_period_end: seconds(at(to)),
          price: priceOf(plan, interval),
        },
      ],
    },
  };
  stripe.objects.set('/v1/subscriptions/sub_1', subscription);
  const type = rest.ended ? 'deleted' : 'updated';
  return eventOf(`customer.subscription.${type}`, subscription, { createdMs: nowMs });
}

interface Line {
  plan: PlanName;
  interval?: Interval;
  from: string;
  to: string;
  cents: number;
  isProration?: boolean;
}

function invoiceOf(type: 'paid' | 'payment_failed', lines: Line[], id = `in_${++invoices}`) {
  const cents = Math.max(
    0,
    lines.reduce((sum, line) => sum + line.cents, 0),
  );
  const invoice = {
    id,
    object: 'invoice',
    currency: 'usd',
    created: seconds(nowMs),
    subtotal: cents,
    amount_paid: type === 'paid' ? cents : 0,
    hosted_invoice_url: `https://invoice.stripe.com/${id}`,
    status_transitions: { paid_at: type === 'paid' ? seconds(nowMs) : null },
    parent: { type: 'subscription_details', subscription_details: { subscription: 'sub_1' } },
    lines: {
      object: 'list',
      data: lines.map(({ plan, interval = 'month', from, to, cents: amount, isProration = false }) => ({
        amount,
        period: { start: seconds(at(from)), end: seconds(at(to)) },
        pricing: { price_details: { price: `price_${plan}_${interval}` } },
        parent: {
          type: 'subscription_item_details',
          subscription_item_details: { proration: isProration },
        },
      })),
    },
  };
  return eventOf(`invoice.${type}`, invoice, { createdMs: nowMs });
}

/** Tells of events as Stripe may: each twice, in the order given and then the other way round. */
async function tell(...events: ReturnType<typeof eventOf>[]): Promise<void> {
  for (const event of [...events, ...events.toReversed()]) {
    expect(await handleStripeEvent(event, services())).toEqual({ state: 'handled', why: null });
  }
}

async function until(day: string, hour = 0): Promise<void> {
  nowMs = at(day) + hour * HOUR_MS;
  const run = { traceId: 'test', isByHand: false, cursor: null, keep: async () => undefined };
  const job = allotSubscriptions(services());
  await Promise.all([job.run(run), job.run(run)]);
  await services().meter.submit(uid, { kind: 'lapse', traceId: 'test' });
}

async function spend(amount: number): Promise<void> {
  const { meter } = services();
  const hold = holdOf(uid, { priceMicros: credits(amount) });
  await meter.submit(uid, hold);
  await meter.submit(uid, workedOf(hold, { captureMicros: credits(amount), text: 'done' }));
}

async function stored<S extends z.ZodType>(schema: S, name: keyof typeof collections, id: string) {
  const snapshot = await db.collection(collections[name]).doc(id).get();
  return z.decode(schema, snapshot.data() as z.input<S>);
}

/** Credits of the plan, and those that were bought. */
async function expectCredits(ofPlan: number, bought = 500): Promise<void> {
  const { lots } = await stored(Account, 'accounts', uid);
  const spendable = (source: string) =>
    balanceMicros({ lots: lots.filter((lot) => lot.source === source) }, nowMs);
  expect([spendable('subscription'), spendable('purchase')]).toEqual([credits(ofPlan), credits(bought)]);
}

/** Each step begins where the one before it has ended. */
describe('over a year of a plan, the credits are right at each step, and bought ones are never touched:', () => {
  const marchToApril = { plan: 'plus', from: '2026-03-24', to: '2026-04-24' } as const;
  const fromJune = { plan: 'plus', interval: 'year', from: '2026-06-10', to: '2027-06-10' } as const;

  test('a trial grants its share of a month, and a part of the rest rolls over at each renewal', async () => {
    // A trial of 14 days is worth its part of a month.
    const trial = { plan: 'plus', from: '2026-01-10', to: '2026-01-24' } as const;
    await tell(subscriptionIs({ ...trial, status: 'trialing' }), invoiceOf('paid', [{ ...trial, cents: 0 }]));
    const trialCredits = Math.floor((300_000_000 * 14) / 31) / 1_000_000;
    await expectCredits(trialCredits);
    await spend(100);

    // It is paid for: what was left goes over up to the cap, which is more than that.
    await until('2026-01-24', 1);
    const first = { plan: 'plus', from: '2026-01-24', to: '2026-02-24' } as const;
    await tell(invoiceOf('paid', [{ ...first, cents: 1_900 }]), subscriptionIs(first));
    await expectCredits(300 + (trialCredits - 100));
    await spend(200);

    // A renewal: of what is left 50 go over, the rest lapses.
    await until('2026-02-24', 1);
    const second = { plan: 'plus', from: '2026-02-24', to: '2026-03-24' } as const;
    await tell(subscriptionIs(second), invoiceOf('paid', [{ ...second, cents: 1_900 }]));
    await expectCredits(350);
    await spend(350);
    await expectCredits(0);
    await spend(20);
    await expectCredits(0, 480);
  });

  test('a failed card grants no credits until it is paid after all', async () => {
    // The card fails: no credits until it is paid after all, then those of the month.
    await until('2026-03-24', 1);
    await tell(
      invoiceOf('payment_failed', [{ ...marchToApril, cents: 1_900 }], 'in_late'),
      subscriptionIs({ ...marchToApril, status: 'past_due' }),
    );
    await expectCredits(0, 480);
    expect(await stored(Billing, 'billing', uid)).toMatchObject({ subscription: { status: 'past-due' } });
    await until('2026-03-29');
    await tell(
      invoiceOf('paid', [{ ...marchToApril, cents: 1_900 }], 'in_late'),
      subscriptionIs(marchToApril),
    );
    await expectCredits(300, 480);
    const late = await stored(Payment, 'payments', paymentIdOf({ accountId: uid, cause: 'in_late' }));
    expect(late).toMatchObject({ state: 'paid', paymentIntentId: 'pi_1', lot: { source: 'subscription' } });
  });

  test('an upgrade grants the difference at once, and a downgrade comes next', async () => {
    // To a dearer plan in mid-month: the difference for the days that are left.
    await until('2026-04-09');
    const rest = { from: '2026-04-09', to: '2026-04-24', isProration: true } as const;
    await tell(
      invoiceOf('paid', [
        { ...rest, plan: 'plus', cents: -919 },
        { ...rest, plan: 'max', cents: 2_371 },
      ]),
      subscriptionIs({ ...marchToApril, plan: 'max' }),
    );
    const upgraded = 300 + Math.floor((700_000_000 * 15) / 31) / 1_000_000;
    await expectCredits(upgraded, 480);
    await until('2026-04-24', 1);
    const fourth = { plan: 'max', from: '2026-04-24', to: '2026-05-24' } as const;
    await tell(subscriptionIs(fourth), invoiceOf('paid', [{ ...fourth, cents: 4_900 }]));
    await expectCredits(1_000, 480);

    // To a cheaper plan: it is next, and what was paid for stays.
    await until('2026-05-04');
    await tell(subscriptionIs({ ...fourth, plan: 'plus' }));
    await expectCredits(1_000, 480);
    expect(await stored(Billing, 'billing', uid)).toMatchObject({
      subscription: { plan: 'max', next: { plan: 'plus', interval: 'month' } },
    });
    await until('2026-05-24', 1);
    const fifth = { plan: 'plus', from: '2026-05-24', to: '2026-06-24' } as const;
    await tell(subscriptionIs(fifth), invoiceOf('paid', [{ ...fifth, cents: 1_900 }]));
    await expectCredits(350, 480);
    expect(await stored(Billing, 'billing', uid)).toMatchObject({
      subscription: { plan: 'plus', next: null },
    });
  });

  test('a yearly plan grants one month at a time, including missed ones', async () => {
    // By the year from now on: a month at a time, those that were missed too.
    await until('2026-06-10');
    await tell(
      invoiceOf('paid', [
        { plan: 'plus', from: '2026-06-10', to: '2026-06-24', cents: -886, isProration: true },
        { ...fromJune, cents: 19_000 },
      ]),
      subscriptionIs(fromJune),
    );
    await expectCredits(350, 480);
    await spend(350);
    await until('2026-07-10', 1);
    await expectCredits(300, 480);
    await until('2026-09-10', 1);
    await expectCredits(350, 480);
    await spend(350);
    for (const [day, left] of [
      ['2026-10-09', 0],
      ['2026-10-10', 300],
      ['2026-11-10', 350],
    ] as const) {
      await until(day, 1);
      await expectCredits(left, 480);
    }
  });

  test('a cancelled plan runs to its end, and leaves bought credits', async () => {
    // Cancelled, it runs to its end; then a day later nothing of it is left, and what was bought is.
    await tell(subscriptionIs({ ...fromJune, cancelled: true }));
    expect(await stored(Billing, 'billing', uid)).toMatchObject({ subscription: { isCancelled: true } });
    for (const day of ['2026-12', '2027-01', '2027-02', '2027-03', '2027-04', '2027-05']) {
      await until(`${day}-10`, 1);
      await expectCredits(350, 480);
    }
    await until('2027-06-10');
    await tell(subscriptionIs({ ...fromJune, status: 'canceled', ended: '2027-06-10' }));
    expect(await stored(Billing, 'billing', uid)).toMatchObject({ subscription: { status: 'cancelled' } });
    nowMs += DAY_MS;
    await until('2027-06-11', 1);
    await expectCredits(0, 480);
    await expectBooksBalance(uid, db);
    expect((await verifyAccount(db, { accountId: uid, nowMs, checkpoint: null, catalogs }))?.drifts).toEqual(
      [],
    );
  });
});

test('an upgrade on the day of a missed month grants both, and the books balance', async () => {
  nowMs = at('2026-06-10');
  uid = await openAccount(services().meter, 7);
  const year = { plan: 'plus', interval: 'year', from: '2026-06-10', to: '2027-06-10' } as const;
  await tell(subscriptionIs(year), invoiceOf('paid', [{ ...year, cents: 19_000 }]));
  nowMs = at('2026-07-10') + HOUR_MS;
  const rest = { from: '2026-07-10', to: '2027-06-10', interval: 'year', isProration: true } as const;
  await tell(
    invoiceOf('paid', [
      { ...rest, plan: 'plus', cents: -17_000 },
      { ...rest, plan: 'max', cents: 44_000 },
    ]),
    subscriptionIs({ ...year, plan: 'max' }),
  );
  const { account } = await expectBooksBalance(uid, db);
  expect(balanceMicros(account, nowMs)).toBe(credits(7 + 50 + 300 + 700));
  await until('2026-08-10', 1);
  expect(balanceMicros((await booksOf(uid, db)).account, nowMs)).toBe(credits(7 + 1_000));
  expect((await verifyAccount(db, { accountId: uid, nowMs, checkpoint: null, catalogs }))?.drifts).toEqual(
    [],
  );
});

test('a refunded year grants no further month, and its latest month is taken back', async () => {
  nowMs = at('2026-06-10');
  uid = await openAccount(services().meter, 7);
  const year = { plan: 'plus', interval: 'year', from: '2026-06-10', to: '2027-06-10' } as const;
  await tell(subscriptionIs(year), invoiceOf('paid', [{ ...year, cents: 19_000 }], 'in_year'));
  await spend(300);
  await until('2026-07-10', 1);
  const metadata = { accountId: uid, paymentId: paymentIdOf({ accountId: uid, cause: 'in_year' }) };
  const refund = { id: 're_1', amount: 19_000, currency: 'usd', status: 'succeeded', metadata };
  await tell(eventOf('refund.created', refund));
  const { account } = await expectBooksBalance(uid, db);
  expect([balanceMicros(account, nowMs), account.debtMicros]).toEqual([credits(7), 0]);
  await until('2026-08-10', 1);
  await until('2026-09-10', 1);
  expect(balanceMicros((await booksOf(uid, db)).account, nowMs)).toBe(credits(7));
});
