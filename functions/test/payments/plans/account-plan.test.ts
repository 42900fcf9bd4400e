import { describe, expect, test } from 'vitest';
import { DAY_MS, RENEWAL_GRACE_MS } from '../../../src/contract/index.ts';
import { holdOf } from '../../support/accounts.ts';
import { ACCOUNT } from '../webhooks/run-schedule.ts';
import { subscriber } from './subscriber.ts';

const maxMonth = { plan: 'max', interval: 'month' } as const;
const plusYear = { plan: 'plus', interval: 'year' } as const;

describe('the account, by which requests are admitted, knows the plan', () => {
  test('from the payment to a day after the period that it pays for, and again after each renewal', async () => {
    const { world, id } = await subscriber(maxMonth);
    const { endMs } = world.billing.paidPlan ?? { endMs: 0 };
    expect(world.account.plan).toEqual({ name: 'max', untilMs: endMs + RENEWAL_GRACE_MS });
    world.stripe.nowMs += 31 * DAY_MS;
    await world.tell(...world.stripe.renew(id).events);
    const renewed = world.billing.paidPlan?.endMs ?? 0;
    expect(renewed).toBeGreaterThan(endMs);
    expect(world.account.plan).toEqual({ name: 'max', untilMs: renewed + RENEWAL_GRACE_MS });
    expect(world.broken).toEqual([]);
  });

  test('that an upgrade within the year brought', async () => {
    const { world, id } = await subscriber(plusYear);
    expect(world.account.plan?.name).toBe('plus');
    const raised = await world.stripe.change(id, world.published, 'max', { isPaidNow: true });
    await world.tell(...raised.events);
    expect(world.account.plan?.name).toBe('max');
  });

  test('until the paid period ends, once it is cancelled, and not at all once it is ended at once', async () => {
    const { world, id } = await subscriber(maxMonth);
    const { endMs } = world.billing.paidPlan ?? { endMs: 0 };
    await world.tell(...world.stripe.set(id, { cancel_at_period_end: true }));
    expect(world.account.plan).toEqual({ name: 'max', untilMs: endMs });
    await world.tell(...world.stripe.set(id, { status: 'canceled', ended_at: world.stripe.nowMs / 1_000 }));
    expect(world.account.plan).toBeNull();
  });

  test('until its payment goes back', async () => {
    const { world, invoiceId } = await subscriber(maxMonth);
    const { paidCents } = world.payment(invoiceId ?? '');
    await world.tell(...world.stripe.refund(invoiceId ?? '', 1).events);
    expect(world.account.plan?.name).toBe('max');
    await world.tell(...world.stripe.refund(invoiceId ?? '', (paidCents ?? 0) - 1).events);
    expect(world.account.plan).toBeNull();
  });
});

test('a model of a plan is held for by its subscribers, and by nobody from the moment that the plan has ended', async () => {
  const { world, id } = await subscriber(maxMonth);
  const opening = { label: 'Veo', plans: [{ name: 'max', label: 'Max' }] };
  const hold = () => {
    const command = { ...holdOf(ACCOUNT), plans: { limits: {}, opening } };
    return world.services.meter.submit(ACCOUNT, command).then(
      ({ activity }) => activity?.value.plan,
      (error: { code: string }) => error.code,
    );
  };
  expect(await hold()).toBe('max');
  await world.tell(...world.stripe.set(id, { cancel_at_period_end: true }));
  world.stripe.nowMs = (world.billing.paidPlan?.endMs ?? 0) - 1;
  expect(await hold()).toBe('max');
  world.stripe.nowMs += 1;
  expect(await hold()).toBe('plan-required');
  expect(world.broken).toEqual([]);
});
