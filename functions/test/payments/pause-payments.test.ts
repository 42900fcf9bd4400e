import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Billing,
  collections,
  DAY_MS,
  SECOND_MS,
  type TopUpSettings,
} from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { changePlan } from '../../src/payments/plans/change-plan.ts';
import { pausePayments } from '../../src/payments/suspension/pause-payments.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { newRequestId, openAccount, suspendOf } from '../support/accounts.ts';
import { contextOf } from '../support/backend.ts';
import { oneRun } from '../support/one-run.ts';
import { ownDb } from '../support/own-db.ts';
import {
  billingOfPlus,
  newPaymentInstance,
  setBilling,
  testReducers,
} from '../support/payments/payment-instance.ts';
import { openStripe, type StripeServer } from '../support/payments/stripe-server.ts';

let stripe: StripeServer;
let asked: [what: string, form: Record<string, string>][] = [];
beforeAll(async () => {
  stripe = await openStripe();
});
afterAll(() => stripe[Symbol.asyncDispose]());
beforeEach(() => {
  asked = [];
  stripe.objects.clear();
});

const topUp: TopUpSettings = { belowMicros: 1, pack: 'starter', currency: 'usd', monthlyMaxCents: 2_000 };

/** A store, whom Auth knows, and the job over both. */
async function newWorld() {
  const db = await ownDb();
  const clock = { nowMs: Date.now() };
  const now = () => clock.nowMs;
  const services = newPaymentInstance({
    ...{ db, now, meter: createMeter({ store: createStore(db), reducers: testReducers, now }) },
    stripe: async () => stripe.client,
  });
  const deleted = new Set<string>();
  const getUsers = async (users: readonly object[]) => {
    const uids = users as readonly { uid: string }[];
    const isDeleted = ({ uid }: { uid: string }) => deleted.has(uid);
    const known = uids.filter((one) => !isDeleted(one));
    return { users: known as never, notFound: uids.filter(isDeleted) };
  };
  let cursor: string | null = null;
  const job = pausePayments({ ...services, auth: { getUsers } });
  const keep = async (at: string | null) => {
    cursor = at;
  };
  return { db, clock, services, deleted, run: () => job.run({ ...oneRun, cursor, keep }) };
}
type World = Awaited<ReturnType<typeof newWorld>>;

/** Somebody with a plan and a top-up, and their subscription at Stripe. */
async function subscriber({ services, clock }: World) {
  const uid = await openAccount(services.meter, 10);
  const id = `sub_${uid}`;
  const subscription = {
    ...{ id, object: 'subscription', status: 'active', customer: `cus_${uid}`, created: 1 },
    ...{ ended_at: null as number | null, cancel_at: null, cancel_at_period_end: false },
    metadata: { accountId: uid } as Record<string, string>,
    pause_collection: null as object | null,
    items: {
      data: [
        {
          ...{ id: 'si_1', current_period_start: 1, current_period_end: 2 },
          price: {
            ...{ id: 'price_1', currency: 'usd', recurring: { interval: 'month' } },
            metadata: { product: 'plan:plus' },
          },
        },
      ],
    },
  };
  const isListed = () => subscription.status !== 'canceled';
  const list = () =>
    stripe.objects.set(`/v1/subscriptions?customer=cus_${uid}&limit=100`, isListed() ? [subscription] : []);
  list();
  stripe.objects.set(`/v1/subscriptions/${id}`, subscription);
  const invoice = {
    ...{ id: `in_${uid}`, object: 'invoice', status: 'open', auto_advance: true },
    metadata: {} as Record<string, string>,
    lines: { data: [{ period: { start: 1, end: Math.floor((clock.nowMs + 30 * DAY_MS) / SECOND_MS) } }] },
  };
  const listInvoices = () => {
    for (const status of ['draft', 'open']) {
      const listed = invoice.status === status ? [invoice] : [];
      stripe.objects.set(`/v1/invoices?subscription=${id}&status=${status}&limit=100`, listed);
    }
  };
  listInvoices();
  stripe.onPost(`/v1/invoices/in_${uid}`, (form) => {
    asked.push(['invoice', Object.fromEntries(form)]);
    invoice.auto_advance = form.get('auto_advance') === 'true';
    const pausedFor = form.get('metadata[pausedFor]');
    invoice.metadata = pausedFor ? { pausedFor } : {};
    return invoice;
  });
  stripe.onPost(`/v1/invoices/in_${uid}/void`, () => {
    asked.push(['void', {}]);
    invoice.status = 'void';
    listInvoices();
    return invoice;
  });
  stripe.onPost(`/v1/subscriptions/${id}`, (form) => {
    asked.push(['subscription', Object.fromEntries(form)]);
    const behavior = form.get('pause_collection[behavior]');
    subscription.pause_collection = behavior ? { behavior } : null;
    const pausedFor = form.get('metadata[pausedFor]');
    subscription.metadata = { accountId: uid, ...(pausedFor && { pausedFor }) };
    return subscription;
  });
  stripe.onPost(`DELETE /v1/subscriptions/${id}`, () => {
    asked.push(['cancelled', {}]);
    subscription.status = 'canceled';
    list();
    return subscription;
  });
  const endMs = clock.nowMs + 30 * DAY_MS;
  const paid = billingOfPlus(uid, { subscriptionId: id, endMs });
  const billing: Billing = { ...paid, customerId: `cus_${uid}`, topUp };
  const moves = [{ kind: 'note', fields: { topUpBelowMicros: 1 } } as const];
  await services.meter.submit(uid, setBilling(uid, billing, moves));
  return { uid, subscription, invoice, listInvoices };
}

describe('the payments of a suspended account', () => {
  test('pause at Stripe, including unpaid invoices, and continue when it is reinstated', async () => {
    const world = await newWorld();
    const { uid, subscription } = await subscriber(world);
    expect(await world.run()).toMatchObject({ followed: 0, ended: 0 });
    expect(asked).toEqual([]);

    await world.services.meter.submit(uid, suspendOf('suspend'));
    expect(await world.run()).toMatchObject({ followed: 1, ended: 0, failed: 0 });
    expect(subscription.pause_collection).toEqual({ behavior: 'void' });
    expect(asked.filter(([what]) => what === 'invoice')).toContainEqual([
      'invoice',
      { auto_advance: 'false', 'metadata[pausedFor]': 'suspension' },
    ]);
    asked = [];
    expect(await world.run()).toMatchObject({ followed: 0 });
    expect(asked).toEqual([]);

    await world.services.meter.submit(uid, suspendOf('reinstate'));
    expect(await world.run()).toMatchObject({ followed: 1, failed: 0 });
    expect(subscription.pause_collection).toBeNull();
    expect(asked).toContainEqual(['invoice', { auto_advance: 'true', 'metadata[pausedFor]': '' }]);
    asked = [];
    await world.run();
    expect(asked).toEqual([]);
  });

  test('pause even if Stripe could not be reached at first, and if the account changes meanwhile', async () => {
    const world = await newWorld();
    const { uid, subscription } = await subscriber(world);
    await world.services.meter.submit(uid, suspendOf('suspend'));
    stripe.refuse('/v1/subscriptions', { status: 401, type: 'invalid_request_error' });
    expect(await world.run()).toMatchObject({ followed: 0, failed: 2 });
    stripe.refuse('/v1/subscriptions', null);
    expect(await world.run()).toMatchObject({ followed: 1, failed: 0 });
    expect(subscription.pause_collection).toEqual({ behavior: 'void' });
  });

  test('pause completely, even if an earlier run stopped after the subscription', async () => {
    const world = await newWorld();
    const { uid, subscription, invoice } = await subscriber(world);
    await world.services.meter.submit(uid, suspendOf('suspend'));
    stripe.refuse(`/v1/invoices/in_${uid}`, { status: 401, type: 'invalid_request_error' });
    await world.run();
    expect(subscription.pause_collection).toEqual({ behavior: 'void' });
    expect(invoice.auto_advance).toBe(true);
    stripe.refuse(`/v1/invoices/in_${uid}`, null);
    expect(await world.run()).toMatchObject({ followed: 1, failed: 0 });
    expect(invoice.auto_advance).toBe(false);
  });

  test('are not collected afterwards for a period that ended before it was reinstated', async () => {
    const world = await newWorld();
    const { uid, invoice } = await subscriber(world);
    await world.services.meter.submit(uid, suspendOf('suspend'));
    await world.run();
    world.clock.nowMs += 31 * DAY_MS;
    await world.services.meter.submit(uid, suspendOf('reinstate'));
    await world.run();
    expect(invoice).toMatchObject({ status: 'void', auto_advance: false });
  });

  test.each([
    ['begins now where its renewal was void', 'void', true],
    ['goes on where it was paid before', 'paid', false],
    ['is not charged for where it is to end', 'void', false],
  ] as const)('by the year: it %s', async (how, status, begins) => {
    const world = await newWorld();
    const { uid, subscription, invoice, listInvoices } = await subscriber(world);
    const [item] = subscription.items.data;
    if (item) item.price.recurring.interval = 'year';
    subscription.cancel_at_period_end = how.includes('to end');
    await world.services.meter.submit(uid, suspendOf('suspend'));
    await world.run();
    stripe.objects.set(`/v1/invoices?subscription=${subscription.id}&limit=100`, [{ ...invoice, status }]);
    invoice.status = status;
    listInvoices();
    asked = [];
    await world.services.meter.submit(uid, suspendOf('reinstate'));
    await world.run();
    expect(asked).toEqual([
      [
        'subscription',
        {
          ...{ pause_collection: '', 'metadata[pausedFor]': '' },
          ...(begins && { 'billing_cycle_anchor[type]': 'now', proration_behavior: 'none' }),
        },
      ],
    ]);
  });

  test('that someone had stopped at Stripe before stay stopped', async () => {
    const world = await newWorld();
    const { uid, invoice } = await subscriber(world);
    invoice.auto_advance = false;
    for (const to of ['suspend', 'reinstate'] as const) {
      await world.services.meter.submit(uid, suspendOf(to));
      await world.run();
    }
    expect(asked.map(([what]) => what)).toEqual(['subscription', 'subscription']);
    expect(invoice).toMatchObject({ status: 'open', auto_advance: false });
  });

  test('pause for a subscription that began after it was suspended', async () => {
    const world = await newWorld();
    const { uid, subscription } = await subscriber(world);
    await world.services.meter.submit(uid, suspendOf('suspend'));
    await world.run();
    Object.assign(subscription, { pause_collection: null, metadata: { accountId: uid } });
    await world.run();
    expect(subscription.pause_collection).toEqual({ behavior: 'void' });
  });

  test('stay paused after it when they were paused in Stripe’s dashboard', async () => {
    const world = await newWorld();
    const { uid, subscription } = await subscriber(world);
    subscription.pause_collection = { behavior: 'keep_as_draft' };
    await world.services.meter.submit(uid, suspendOf('suspend'));
    await world.run();
    await world.services.meter.submit(uid, suspendOf('reinstate'));
    await world.run();
    expect(asked).toEqual([]);
  });

  test('are not collected because of a change of plan', async () => {
    const world = await newWorld();
    const { uid } = await subscriber(world);
    await world.services.meter.submit(uid, suspendOf('suspend'));
    const request = { requestId: newRequestId(), plan: 'max', interval: 'month' } as const;
    const shown = { currency: 'usd', shownAmountCents: 100_000, catalogVersion: 1, termsVersion: '2026-11' };
    const changed = changePlan(world.services)({ ...request, ...shown }, contextOf(uid), () => undefined);
    await expect(changed).rejects.toMatchObject({ code: 'suspended' });
  });
});

describe('the payments of a deleted user', () => {
  test('end at once: the subscription is cancelled and the top-up turned off', async () => {
    const world = await newWorld();
    const { uid } = await subscriber(world);
    const other = await subscriber(world);
    world.deleted.add(uid);
    expect(await world.run()).toMatchObject({ ended: 1, failed: 0 });
    expect(asked).toEqual([['cancelled', {}]]);
    const read = (name: 'billing' | 'accounts', id: string) =>
      world.db.collection(collections[name]).doc(id).get();
    const billing = await read('billing', uid);
    expect(billing.get('topUp')).toBeNull();
    expect(billing.get('subscription')).toMatchObject({ status: 'cancelled' });
    expect((await read('accounts', uid)).get('topUpBelowMicros') ?? null).toBeNull();
    expect((await read('billing', other.uid)).get('topUp')).toMatchObject(topUp);
    expect(await world.run()).toMatchObject({ ended: 0 });
  });

  test('are left alone when nearly all users are missing, because then it is the wrong Auth', async () => {
    const world = await newWorld();
    for (let count = 0; count < 21; count++) world.deleted.add((await subscriber(world)).uid);
    await expect(world.run()).rejects.toThrow('nobody');
    expect(asked).toEqual([]);
  });
});
