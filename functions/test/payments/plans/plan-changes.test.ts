import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { DAY_MS, type RequestOf } from '../../../src/contract/index.ts';
import type { PaymentServices } from '../../../src/payments/payment-services.ts';
import { changePlan } from '../../../src/payments/plans/change-plan.ts';
import { contextOf } from '../../support/backend.ts';
import { ACCOUNT } from '../webhooks/run-schedule.ts';
import type { PlanWorld } from './plan-world.ts';
import { changeRequest, type PlanChoice, subscriber } from './subscriber.ts';

const plusMonth = { plan: 'plus', interval: 'month' } as const;
const maxMonth = { plan: 'max', interval: 'month' } as const;
const maxYear = { plan: 'max', interval: 'year' } as const;

const ask = ({ services }: { services: PaymentServices }, request: RequestOf<'changePlan'>) =>
  changePlan(services)(request, contextOf(ACCOUNT), () => undefined);

const change = (world: PlanWorld, to: PlanChoice) => ask(world, changeRequest(world, to));

const itemOf = (world: PlanWorld) => world.stripe.subscriptions[0]?.items.data[0];

/** Stripe takes what it is asked, but for the answer, which is lost once; it keeps idempotency keys. */
function forgetful(world: PlanWorld) {
  const { client } = world.stripe;
  const taken = new Map<string, { asked: string; answer: Stripe.Subscription }>();
  let isLost = true;
  const update = async (id: string, asked: object, options?: { idempotencyKey: string }) => {
    const key = options?.idempotencyKey;
    const known = key ? taken.get(key) : undefined;
    if (known && known.asked !== JSON.stringify(asked)) {
      throw Object.assign(new Error('No.'), { type: 'StripeIdempotencyError' });
    }
    if (known) return known.answer;
    const answer = await client.subscriptions.update(id, asked);
    if (!key) return answer;
    taken.set(key, { asked: JSON.stringify(asked), answer });
    if (isLost) {
      isLost = false;
      throw Object.assign(new Error('Lost'), { type: 'StripeConnectionError' });
    }
    return answer;
  };
  const stripe = { ...client, subscriptions: { ...client.subscriptions, update } };
  return { services: { ...world.services, stripe: async () => stripe as never } };
}

test('a declined change keeps the scheduled downgrade, even if the paid plan is no longer sold', async () => {
  for (const isSold of [true, false]) {
    const { world } = await subscriber(maxMonth);
    await change(world, plusMonth);
    const before = structuredClone(world.stripe.subscriptions);
    const { plans } = world.published.catalog;
    const max = plans.max as NonNullable<typeof plans.max>;
    if (!isSold) world.publishPlan('max', { ...max, monthly: { usd: 5_500 } });
    world.stripe.isDeclining = true;
    await expect(change(world, maxYear)).rejects.toMatchObject({ code: 'card-declined' });
    expect(world.stripe.subscriptions).toEqual(before);
    expect(world.billing.subscription).toMatchObject({ plan: 'max', next: plusMonth });
  }
});

test('a change from a plan that is no longer sold in this form uses a price that can be read', async () => {
  const { world } = await subscriber(maxMonth);
  await change(world, plusMonth);
  const { plans } = world.published.catalog;
  const max = plans.max as NonNullable<typeof plans.max>;
  world.publishPlan('max', { ...max, monthly: { usd: 5_500 } });
  const prices: (Stripe.PriceCreateParams | undefined)[] = [];
  const { client } = world.stripe;
  const create = (made: Stripe.PriceCreateParams) => {
    prices.push(made);
    return client.prices.create(made);
  };
  const stripe = { ...client, prices: { ...client.prices, create } };
  const services = { ...world.services, stripe: async () => stripe as never };
  await ask({ services }, changeRequest(world, maxYear));
  expect(prices).toContainEqual(
    expect.objectContaining({
      unit_amount: 4_900,
      metadata: {
        ...{ product: 'plan:max', label: 'Max', unlimited: 'false', catalogVersion: '1' },
        ...{ monthlyMicros: '1000000000', rolloverMicros: '0' },
      },
    }),
  );
  expect(await world.tell(...world.stripe.invoiced)).toEqual([]);
  expect(world.stripe.subscriptions[0]?.metadata).not.toHaveProperty('changesFrom');
});

test('a retried change whose response was lost is not made twice', async () => {
  for (const cancel_at_period_end of [false, true]) {
    const { world, id } = await subscriber(plusMonth);
    world.stripe.set(id, { cancel_at_period_end });
    const request = changeRequest(world, maxMonth);
    const services = forgetful(world);
    await expect(ask(services, request)).rejects.toMatchObject({ code: 'payments-unavailable' });
    await ask(services, request);
    expect(world.stripe.invoiced).toHaveLength(1);
    await world.tell(...world.stripe.invoiced);
    await ask(services, request);
    expect(world.stripe.invoiced).toHaveLength(1);
    expect(world.billing.subscription).toMatchObject({ plan: 'max', isCancelled: false });
  }
});

test('an upgrade after a renewal that was never paid begins a paid period and grants credits', async () => {
  const { world } = await subscriber(plusMonth);
  world.stripe.nowMs += 40 * DAY_MS;
  await change(world, maxMonth);
  expect(await world.tell(...world.stripe.invoiced)).toEqual([]);
  expect(world.balance).toBe(1_000);
  expect(itemOf(world)?.current_period_start).toBe(Math.floor(world.stripe.nowMs / 1_000));
  expect(world.billing.paidPlan).toMatchObject({ plan: 'max', startMs: world.stripe.nowMs });
  expect(world.broken).toEqual([]);
});

test.each([
  ['busy', 'draft'],
  ['payment-rejected', 'open'],
  ['busy', 'paid'],
] as const)('an upgrade is rejected with %s while the renewal is %s', async (code, status) => {
  const { world } = await subscriber(plusMonth);
  world.stripe.nowMs += 31 * DAY_MS;
  const { client } = world.stripe;
  const created = Math.floor(world.stripe.nowMs / 1_000);
  const invoices = { list: async () => ({ data: [{ id: 'in_2', status, created }] }) };
  const services = { ...world.services, stripe: async () => ({ ...client, invoices }) as never };
  await expect(ask({ services }, changeRequest(world, maxMonth))).rejects.toMatchObject({ code });
  expect(world.stripe.asked).toEqual([]);
});

test('an upgrade of an unknown period is parked, and booked once the period is known', async () => {
  const { world, id } = await subscriber(plusMonth);
  world.stripe.nowMs += 31 * DAY_MS;
  const renewal = world.stripe.renew(id);
  const raised = await world.stripe.change(id, world.published, 'max', { isPaidNow: true });
  expect(await world.tell(...raised.events)).toContain('no-plan');
  expect(await world.tell(...renewal.events, ...raised.events)).toEqual([]);
  expect(world.balance).toBe(1_000);
});

test('an upgrade resumes a plan paused with its account, and is rejected for one paused at Stripe', async () => {
  const { world, id } = await subscriber(plusMonth);
  const { metadata } = world.stripe.subscriptions[0] ?? {};
  world.stripe.set(id, { pause_collection: { behavior: 'void' } });
  await expect(change(world, maxMonth)).rejects.toMatchObject({ code: 'payment-rejected' });
  expect(world.stripe.asked).toEqual([]);
  world.stripe.set(id, { metadata: { ...metadata, pausedFor: 'suspension' } });
  await change(world, maxMonth);
  expect(world.stripe.asked[0]).toContain('"pause_collection":""');
  expect(world.stripe.subscriptions).toMatchObject([{ pause_collection: null }]);
  expect(world.stripe.invoiced).toHaveLength(1);
});

test('a plan that was paid and grants credits isn’t ended when the event of its invoice arrives again', async () => {
  const { world, id, events } = await subscriber(plusMonth);
  world.stripe.nowMs -= DAY_MS;
  await world.stripe.subscribe(world.published, plusMonth);
  world.stripe.nowMs += DAY_MS;
  const again = events.map((event) => ({ ...event, id: `${event.id}_again` }) as Stripe.Event);
  await world.tell(...again);
  expect(world.stripe.asked).toEqual([]);
  expect(world.stripe.subscriptions.find((one) => one.id === id)).toMatchObject({ status: 'active' });
  expect(world.balance).toBe(300);
});
