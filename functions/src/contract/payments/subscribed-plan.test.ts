import { describe, expect, test } from 'vitest';
import {
  type Billing,
  type PaidPlan,
  RENEWAL_GRACE_MS,
  type Subscription,
  subscribedPlan,
} from '../index.ts';

const END = Date.UTC(2026, 10, 30);

const payment = { paymentId: 'one', plan: 'max', monthlyMicros: 1, rolloverMicros: 0, atMs: 0 };
const paidPlan: PaidPlan = {
  ...{ subscriptionId: 'sub', plan: 'max', interval: 'month', startMs: 0, endMs: END, monthlyMicros: 1 },
  ...{ rolloverMicros: 0, paymentId: 'one', nextMonth: 1, lotId: null, terms: null, payments: null },
};
const subscription: Subscription = {
  ...{ subscriptionId: 'sub', plan: 'max', interval: 'month', status: 'active', periodStartMs: 0 },
  ...{ periodEndMs: END, isCancelled: false, endsAtMs: null, next: null, terms: null, asOfMs: 0 },
};

function planOf(change: {
  subscription?: Partial<Subscription> | null;
  paidPlan?: Partial<PaidPlan> | null;
  others?: Billing['otherSubscriptions'];
}) {
  return subscribedPlan({
    subscription: change.subscription === null ? null : { ...subscription, ...change.subscription },
    paidPlan: change.paidPlan === null ? null : { ...paidPlan, ...change.paidPlan },
    otherSubscriptions: change.others ?? null,
  });
}

const reversed = (change: { backCents?: number; isDisputed?: boolean }) => ({
  payments: [{ ...payment, paidCents: 100, backCents: 0, isDisputed: false, terms: null, ...change }],
});

describe('an account subscribes to', () => {
  test.each([
    ['the paid plan, until it should have renewed', {}, END + RENEWAL_GRACE_MS],
    ['a trial', { subscription: { status: 'trialing' } }, END + RENEWAL_GRACE_MS],
    ['a plan whose renewal failed so far', { subscription: { status: 'past-due' } }, END + RENEWAL_GRACE_MS],
    ['a plan that was cancelled, to the end of what was paid', { subscription: { isCancelled: true } }, END],
    [
      'a plan that ends sooner, until then',
      { subscription: { isCancelled: true, endsAtMs: END - 5 } },
      END - 5,
    ],
    ['a plan of which only the payment is known, while it is paid', { subscription: null }, END],
    [
      'the paid plan until a cheaper one begins',
      { subscription: { next: { plan: 'plus', interval: 'month' } } },
      END + RENEWAL_GRACE_MS,
    ],
    [
      'a plan of which a part was refunded',
      { paidPlan: reversed({ backCents: 99 }) },
      END + RENEWAL_GRACE_MS,
    ],
  ] as const)('%s', (_, change, untilMs) => {
    expect(planOf(change as Parameters<typeof planOf>[0])).toEqual({ name: 'max', untilMs });
  });

  test('the plan that still runs, if another one has ended', () => {
    const other = { subscriptionId: 'other', plan: 'plus' };
    const others = [
      { subscription: { ...subscription, ...other }, paidPlan: { ...paidPlan, ...other, endMs: END + 1 } },
    ];
    expect(planOf({ subscription: { status: 'cancelled' }, others })?.name).toBe('plus');
    expect(planOf({ others })?.name).toBe('max');
  });
});

describe('an account subscribes to nothing', () => {
  test.each([
    ['before anything is paid', { paidPlan: null }],
    ['once its plan was ended', { subscription: { status: 'cancelled' } }],
    ['once Stripe gave its payments up', { subscription: { status: 'unpaid' } }],
    ['once the payment has gone back', { paidPlan: reversed({ backCents: 100 }) }],
    ['while the payment is disputed', { paidPlan: reversed({ isDisputed: true }) }],
  ] as const)('%s', (_, change) => {
    expect(planOf(change as Parameters<typeof planOf>[0])).toBeNull();
  });
});
