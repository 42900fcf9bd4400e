import { describe, expect, test } from 'vitest';
import { type AppError, defaultCatalog, type Plan, TERMS_VERSION } from '../../../src/contract/index.ts';
import { startCheckout } from '../../../src/payments/checkout/start-checkout.ts';
import { changePlan } from '../../../src/payments/plans/change-plan.ts';
import { cancelPlan, resumePlan } from '../../../src/payments/plans/end-plan.ts';
import { credits, newRequestId } from '../../support/accounts.ts';
import { contextOf } from '../../support/backend.ts';
import { ACCOUNT } from '../webhooks/run-schedule.ts';
import { PlanWorld } from './plan-world.ts';
import { changeRequest, subscriber } from './subscriber.ts';

const plusMonth = { plan: 'plus', interval: 'month' } as const;
const maxMonth = { plan: 'max', interval: 'month' } as const;
const plusYear = { plan: 'plus', interval: 'year' } as const;
const plus = defaultCatalog.plans.plus as Plan;

const context = contextOf(ACCOUNT);
const nothing = () => undefined;

describe('a plan that has changed in the catalog since it was bought', () => {
  test('renews by the agreed terms after it was removed', async () => {
    const { world, id } = await subscriber(plusMonth);
    world.publishPlan('plus', null);
    world.stripe.nowMs += 31 * 86_400_000;
    const { invoiceId, events } = world.stripe.renew(id);
    expect(await world.tell(...events)).toEqual([]);
    expect(world.balance).toBe(300);
    expect(world.payment(invoiceId)).toMatchObject({
      state: 'paid',
      paidCents: 1_900,
      catalogVersion: 1,
      bought: { plan: 'plus', label: 'Plus', micros: credits(300) },
    });
    expect(world.billing.subscription).toMatchObject({
      plan: 'plus',
      terms: { label: 'Plus', monthlyMicros: credits(300), currency: 'usd', amountCents: 1_900 },
    });
    expect(world.broken).toEqual([]);
  });

  test('renews by the newest terms it ever had if it was bought before terms were stored', async () => {
    const { world, id } = await subscriber(plusMonth);
    world.stripe.forgetTerms();
    world.publishPlan('plus', { ...plus, label: 'Plus two', monthlyMicros: credits(300) });
    world.publishPlan('plus', null);
    world.publish(world.published.catalog);
    const { invoiceId, events } = world.stripe.renew(id);
    expect(await world.tell(...events)).toEqual([]);
    expect(world.payment(invoiceId)).toMatchObject({ catalogVersion: 2, bought: { label: 'Plus two' } });
  });

  test('keeps its agreed credits, while new buyers get the current ones', async () => {
    const { world, id } = await subscriber(plusMonth);
    world.publishPlan('plus', { ...plus, monthlyMicros: credits(100), rolloverMicros: 0 });
    world.stripe.nowMs += 31 * 86_400_000;
    await world.tell(...world.stripe.renew(id).events);
    expect(world.balance).toBe(300);
    world.stripe.nowMs += 31 * 86_400_000;
    await world.tell(...world.stripe.set(id, { status: 'canceled', ended_at: world.stripe.nowMs / 1_000 }));
    world.stripe.nowMs += 86_400_000;
    await world.tell(...(await world.stripe.subscribe(world.published, plusMonth)).events);
    expect(world.balance).toBe(100);
  });

  test('is cheaper or more expensive by what is paid for it, not by its current price', async () => {
    const { world } = await subscriber(plusMonth);
    world.publishPlan('plus', { ...plus, monthly: { usd: 6_000 } });
    const request = { ...changeRequest(world, maxMonth), shownAmountCents: 4_900 };
    await changePlan(world.services)(request, context, nothing);
    expect(world.stripe.asked.at(-1)).toContain('"proration_behavior":"always_invoice"');
  });
});

describe('a refund of a year', () => {
  test('that covers its upgrade returns the current and later months to the previous plan', async () => {
    const { world, id } = await subscriber(plusYear);
    await world.until('2026-02-19');
    const raised = await world.stripe.change(id, world.published, 'max', { isPaidNow: true });
    await world.tell(...raised.events);
    expect(world.balance).toBeGreaterThan(300);
    const { paidCents } = world.payment(raised.invoiceId ?? '');
    await world.tell(...world.stripe.refund(raised.invoiceId ?? '', paidCents ?? 0).events);
    expect(world.balance).toBe(300);
    await world.until('2026-03-10');
    expect(world.balance).toBe(300);
    expect(world.billing.paidPlan).toMatchObject({ plan: 'plus', monthlyMicros: credits(300) });
    const { subscription } = world.billing;
    expect(subscription).toMatchObject({
      ...{ plan: 'plus', next: { plan: 'max', interval: 'year' } },
      terms: { monthlyMicros: credits(300) },
    });
    await world.tell(...world.stripe.set(id, {}));
    expect(world.billing.subscription).toEqual({ ...subscription, asOfMs: world.stripe.nowMs });
    expect(world.broken).toEqual([]);
  });

  test('that covers its upgrade in a later month returns that month to the previous plan', async () => {
    const { world, id } = await subscriber(plusYear);
    await world.until('2026-02-19');
    const raised = await world.stripe.change(id, world.published, 'max', { isPaidNow: true });
    await world.tell(...raised.events);
    await world.until('2026-03-10');
    expect(world.balance).toBe(1_000);
    const { paidCents } = world.payment(raised.invoiceId ?? '');
    await world.tell(...world.stripe.refund(raised.invoiceId ?? '', paidCents ?? 0).events);
    expect(world.balance).toBe(300);
    await world.until('2026-04-10');
    expect(world.balance).toBe(300);
    expect(world.broken).toEqual([]);
  });

  test('that is partial reduces later months to what is still paid for', async () => {
    const { world, invoiceId } = await subscriber(plusYear);
    await world.tell(...world.stripe.refund(invoiceId, 9_500).events);
    expect(world.balance).toBe(150);
    await world.until('2026-02-10');
    expect(world.balance).toBe(150);
    await world.tell(...world.stripe.refund(invoiceId, 9_400).events);
    const left = (300_000_000 - Math.floor((300_000_000 * 18_900) / 19_000)) / 1_000_000;
    expect(world.balance).toBe(left);
    await world.until('2026-03-10');
    expect(world.balance).toBe(left);
    expect(world.broken).toEqual([]);
  });

  test('that fails, or a dispute that is won, restores the months', async () => {
    const { world, invoiceId } = await subscriber(plusYear);
    const refund = world.stripe.refund(invoiceId, 19_000);
    await world.tell(...refund.events);
    await world.until('2026-02-10');
    expect(world.balance).toBe(0);
    const failed = world.stripe.refund(invoiceId, 19_000, { id: refund.id, status: 'failed' });
    await world.tell(...failed.events);
    await world.until('2026-03-10');
    expect(world.balance).toBe(300);
    await world.tell(...world.stripe.dispute(invoiceId, 'needs_response'));
    await world.until('2026-05-10');
    expect(world.balance).toBe(0);
    await world.tell(...world.stripe.dispute(invoiceId, 'won'));
    await world.allot();
    expect(world.balance).toBe(300);
    expect(world.broken).toEqual([]);
  });
});

describe('two plans at once', () => {
  /** Both tabs were paid. */
  async function paidTwice() {
    const { world, ...first } = await subscriber(plusYear);
    world.stripe.nowMs += 60_000;
    return { world, first, second: await world.stripe.subscribe(world.published, plusYear) };
  }

  test('end the one that was bought second, refund it and grant no credits for it', async () => {
    const { world, first, second } = await paidTwice();
    await world.tell(...second.events.toReversed());
    expect(world.stripe.asked.filter((one) => !one.startsWith('update'))).toEqual([
      `cancel ${second.id}`,
      expect.stringMatching(/^refund/),
    ]);
    expect(world.payment(second.invoiceId)).toMatchObject({ state: 'refunded', refundedCents: 19_000 });
    expect(world.balance).toBe(300);
    await world.tell(...world.stripe.set(second.id, { status: 'canceled' }));
    expect(world.billing).toMatchObject({
      subscription: { subscriptionId: first.id },
      otherSubscriptions: null,
    });
    await world.until('2026-02-10');
    expect(world.balance).toBe(300);
    expect(world.broken).toEqual([]);
  });

  test('keep the first plan, whichever event arrives first', async () => {
    const world = await new PlanWorld().open();
    const first = await world.stripe.subscribe(world.published, plusYear);
    world.stripe.nowMs += 60_000;
    const second = await world.stripe.subscribe(world.published, plusYear);
    await world.tell(...second.events, ...first.events);
    expect(world.stripe.asked).toContain(`cancel ${second.id}`);
    await world.tell(...world.stripe.set(second.id, { status: 'canceled' }));
    expect(world.billing.subscription).toMatchObject({ subscriptionId: first.id, status: 'active' });
    expect(world.balance).toBe(300);
  });

  test('can’t both be paid: of two open pages, only the last one can', async () => {
    const world = await new PlanWorld().open();
    const shown = {
      currency: 'usd',
      shownAmountCents: 19_000,
      catalogVersion: 1,
      termsVersion: TERMS_VERSION,
    };
    const open = () => {
      const requestId = newRequestId(world.stripe.nowMs);
      const buy = { kind: 'plan', ...plusYear } as const;
      return startCheckout(world.services)({ requestId, buy, ...shown }, context, nothing);
    };
    await open();
    const { url } = await open();
    expect(world.stripe.openCheckouts.map((id) => `https://checkout.stripe.com/${id}`)).toEqual([url]);
  });

  test('are avoided by closing the other page once one was paid', async () => {
    const world = await new PlanWorld().open();
    const open = world.stripe.openCheckout();
    expect(world.stripe.openCheckouts).toEqual([open]);
    await world.tell(...(await world.stripe.subscribe(world.published, plusYear)).events);
    expect(world.stripe.openCheckouts).toEqual([]);
  });

  test('from earlier builds are both shown, both grant their months, and each can be ended', async () => {
    const { world, first, second } = await paidTwice();
    const renewal = world.stripe.renew(second.id);
    await world.tell(...renewal.events, ...world.stripe.set(first.id, {}));
    expect(world.billing).toMatchObject({
      subscription: { subscriptionId: first.id },
      otherSubscriptions: [{ subscription: { subscriptionId: second.id } }],
    });
    for (const subscriptionId of [second.id, first.id]) {
      await cancelPlan(world.services)(
        { requestId: newRequestId(world.stripe.nowMs), subscriptionId },
        context,
        nothing,
      );
    }
    expect(world.billing).toMatchObject({
      subscription: { isCancelled: true },
      otherSubscriptions: [{ subscription: { isCancelled: true } }],
    });
    await world.until('2026-02-10');
    expect(world.billing.paidPlan).toMatchObject({ nextMonth: 2 });
    await world.until('2027-02-10');
    expect(world.billing.otherSubscriptions).toMatchObject([{ paidPlan: { nextMonth: 2 } }]);
    expect(world.broken).toEqual([]);
  });
});

describe('a plan that will end', () => {
  const ask = (world: PlanWorld, handler: typeof cancelPlan | typeof resumePlan) =>
    handler(world.services)({ requestId: newRequestId(world.stripe.nowMs) }, context, nothing);

  test.each([
    ['at a time', { cancel_at: Date.UTC(2026, 0, 20) / 1_000, cancel_at_period_end: false }],
    ['with its period', { cancel_at: Date.UTC(2027, 0, 10, 9) / 1_000, cancel_at_period_end: true }],
    [
      'at a time, and with its period',
      { cancel_at: Date.UTC(2026, 0, 20) / 1_000, cancel_at_period_end: true },
    ],
  ])('%s continues when it is resumed', async (_, end) => {
    const { world, id } = await subscriber(plusYear);
    await world.tell(...world.stripe.set(id, end));
    expect(world.billing.subscription).toMatchObject({ isCancelled: true, endsAtMs: end.cancel_at * 1_000 });
    await ask(world, resumePlan);
    expect(world.billing.subscription).toMatchObject({ isCancelled: false, endsAtMs: null });
    expect(world.stripe.subscriptions).toMatchObject([{ cancel_at: null, cancel_at_period_end: false }]);
  });

  test('at a time isn’t postponed by cancelling it', async () => {
    const { world, id } = await subscriber(plusYear);
    const cancel_at = Date.UTC(2026, 0, 20) / 1_000;
    await world.tell(...world.stripe.set(id, { cancel_at }));
    await ask(world, cancelPlan);
    expect(world.stripe.subscriptions).toMatchObject([{ cancel_at, cancel_at_period_end: false }]);
  });

  test('a plan that Stripe ends anyway is not reported as resumed', async () => {
    const { world, id } = await subscriber(plusYear);
    await world.tell(...world.stripe.set(id, { cancel_at: Date.UTC(2026, 0, 20) / 1_000 }));
    const { client } = world.stripe;
    const { subscriptions } = client;
    const stuck = {
      ...client,
      subscriptions: { ...subscriptions, update: () => subscriptions.retrieve(id) },
    };
    const services = { ...world.services, stripe: async () => stuck as never };
    const asked = resumePlan(services)({ requestId: newRequestId(world.stripe.nowMs) }, context, nothing);
    await expect(asked).rejects.toMatchObject({ code: 'already-settled' } satisfies Partial<AppError>);
    expect(world.billing.subscription).toMatchObject({ isCancelled: true });
  });
});

test('a change in another currency is rejected with the currency in which the plan is paid', async () => {
  const { world } = await subscriber(plusMonth);
  const request = { ...changeRequest(world, maxMonth), currency: 'eur', shownAmountCents: 4_500 };
  const asked = changePlan(world.services)(request, context, nothing);
  await expect(asked).rejects.toMatchObject({ code: 'invalid-argument', details: { currency: 'usd' } });
  expect(world.stripe.asked).toEqual([]);
});
