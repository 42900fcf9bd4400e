import { type Billing, type PaidPlan, SECOND_MS } from '../contract/index.ts';
import type { PlanChoice } from './plan-choice.ts';
import type { SubscriptionObject } from './plan-shapes.ts';

export type Subscription = NonNullable<Billing['subscription']>;

/** Stripe's words for how a subscription is, and ours. Paused or unpaid, it gives nothing. */
const statusOf: Record<string, Subscription['status']> = {
  incomplete: 'incomplete',
  incomplete_expired: 'cancelled',
  trialing: 'trialing',
  active: 'active',
  past_due: 'past-due',
  canceled: 'cancelled',
  unpaid: 'unpaid',
  paused: 'unpaid',
};

/**
 * A subscription as Stripe has it. After a change to a cheaper plan Stripe already has the new price, while what was paid
 * for is still the old plan: that one runs until its end, and the new one is next.
 * @param asOfMs when it was asked for: an older answer does not replace a newer one
 */
export function subscriptionState(
  stripes: SubscriptionObject,
  { choice, paidPlan, asOfMs }: { choice: PlanChoice; paidPlan: PaidPlan | null; asOfMs: number },
): Subscription {
  const [item] = stripes.items.data;
  const status = statusOf[stripes.status] ?? 'incomplete';
  const isPaidFor = paidPlan?.subscriptionId === stripes.id && asOfMs < paidPlan.endMs;
  const { plan, interval } = isPaidFor && status !== 'cancelled' ? paidPlan : choice;
  const isChanging = plan !== choice.plan || interval !== choice.interval;
  return {
    subscriptionId: stripes.id,
    plan,
    interval,
    status,
    periodStartMs: (item?.current_period_start ?? stripes.created) * SECOND_MS,
    periodEndMs: (stripes.ended_at ?? item?.current_period_end ?? stripes.created) * SECOND_MS,
    isCancelled: stripes.cancel_at_period_end || stripes.cancel_at !== null,
    next: isChanging ? choice : null,
    asOfMs,
  };
}

/** What is known of an account's subscription after an answer of Stripe's: never older, and a running one goes first. */
export function newerSubscription(before: Subscription | null, answer: Subscription): Subscription {
  if (!before) return answer;
  if (before.subscriptionId === answer.subscriptionId) return answer.asOfMs < before.asOfMs ? before : answer;
  return isRunning(answer) || !isRunning(before) ? answer : before;
}

/** Whether it will be charged for again, or could be. */
export function isRunning({ status }: Subscription): boolean {
  return status !== 'cancelled' && status !== 'incomplete';
}

/** Whether months to come of a year that was paid for are allotted now. */
export function isInGoodStanding({ status }: Subscription): boolean {
  return status === 'active' || status === 'trialing';
}
