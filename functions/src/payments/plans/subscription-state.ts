import { type PaidPlan, type PlanTerms, SECOND_MS, type Subscription } from '../../contract/index.ts';
import type { SubscriptionObject } from '../stripe/plan-shapes.ts';
import type { PlanChoice } from './plan-choice.ts';

/** A subscription at Stripe, and the plan of its price. */
export interface SubscriptionNow {
  readonly remote: SubscriptionObject;
  readonly choice: PlanChoice;
  /** Null: its price was created before prices had terms. */
  readonly terms: PlanTerms | null;
  /** The time of the request to Stripe. */
  readonly asOfMs: number;
}

/** Our status for each of Stripe's. A paused or unpaid subscription grants nothing. */
const statuses: Record<string, Subscription['status']> = {
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
 * Returns the state of a subscription. After a downgrade, Stripe already has the new price. But the paid plan runs
 * until its end, and the new one is next.
 */
export function subscriptionState(
  { remote, choice, terms, asOfMs }: SubscriptionNow,
  paidPlan: PaidPlan | null,
): Subscription {
  const [item] = remote.items.data;
  const status = statuses[remote.status] ?? 'incomplete';
  const isPaidFor = paidPlan?.subscriptionId === remote.id && asOfMs < paidPlan.endMs;
  const isOfPaid = isPaidFor && status !== 'cancelled';
  const { plan, interval } = isOfPaid ? paidPlan : choice;
  const isChanging = plan !== choice.plan || interval !== choice.interval;
  return {
    subscriptionId: remote.id,
    plan,
    interval,
    status,
    periodStartMs: (item?.current_period_start ?? remote.created) * SECOND_MS,
    periodEndMs: (remote.ended_at ?? item?.current_period_end ?? remote.created) * SECOND_MS,
    isCancelled: remote.cancel_at_period_end || remote.cancel_at !== null,
    endsAtMs: remote.cancel_at === null ? null : remote.cancel_at * SECOND_MS,
    next: isChanging ? choice : null,
    terms: isOfPaid ? paidPlan.terms : terms,
    asOfMs,
  };
}

/** Returns a subscription after its paid period has changed, as Stripe will report it next. */
export function withPaid(subscription: Subscription, paidPlan: PaidPlan): Subscription {
  const { subscriptionId, status, asOfMs } = subscription;
  const isOfPaid = paidPlan.subscriptionId === subscriptionId && asOfMs < paidPlan.endMs;
  if (!isOfPaid || status === 'cancelled') return subscription;
  const choice = subscription.next ?? { plan: subscription.plan, interval: subscription.interval };
  const { plan, interval, terms } = paidPlan;
  const isChanging = plan !== choice.plan || interval !== choice.interval;
  return { ...subscription, plan, interval, terms, next: isChanging ? choice : null };
}

/** Returns whether a subscription will or can be charged again. */
export function isRunning({ status }: Pick<Subscription, 'status'>): boolean {
  return status !== 'cancelled' && status !== 'incomplete';
}

/** Whether the remaining months of a paid year are allotted now. */
export function isInGoodStanding({ status }: Pick<Subscription, 'status'>): boolean {
  return status === 'active' || status === 'trialing';
}
