import type { Billing, PaidPlan, Subscription } from '../../contract/index.ts';
import { nextMonthMs } from '../monthly-credits/allotments.ts';
import { planPayments } from './plan-payments.ts';
import { isInGoodStanding, isRunning } from './subscription-state.ts';

/** A subscription and its last paid period. Either may be known first. */
export interface PlanSlot {
  readonly subscription: Subscription | null;
  readonly paidPlan: PaidPlan | null;
}

/**
 * Returns every plan of an account, the main one first. Nobody should have two, but users who do can see and end both.
 */
export function planSlots({ subscription, paidPlan, otherSubscriptions }: Billing): PlanSlot[] {
  const isOne = !subscription || !paidPlan || subscription.subscriptionId === paidPlan.subscriptionId;
  const main = isOne
    ? [{ subscription, paidPlan }]
    : [
        { subscription, paidPlan: null },
        { subscription: null, paidPlan },
      ];
  return [...main, ...(otherSubscriptions ?? [])].filter((slot) => findSubscriptionId(slot) !== null);
}

/** Finds the plan that a payment has paid for, alone or with others; null if there is none, or the period is over. */
export function slotPaidBy(billing: Billing, paymentId: string): PlanSlot | null {
  const isPaidBy = ({ paidPlan }: PlanSlot) =>
    paidPlan !== null && planPayments(paidPlan).some((one) => one.paymentId === paymentId);
  return planSlots(billing).find(isPaidBy) ?? null;
}

export function findSlot(billing: Billing, subscriptionId: string): PlanSlot {
  const found = planSlots(billing).find((slot) => findSubscriptionId(slot) === subscriptionId);
  return found ?? { subscription: null, paidPlan: null };
}

/**
 * Returns the billing with one changed plan. The main plan stays the main one while it runs. An ended plan makes room
 * for another, and the latest ended plan is kept.
 */
export function withSlot(billing: Billing, slot: PlanSlot): Billing {
  const id = findSubscriptionId(slot);
  const before = planSlots(billing);
  const isNew = !before.some((one) => findSubscriptionId(one) === id);
  const all = isNew ? [...before, slot] : before.map((one) => (findSubscriptionId(one) === id ? slot : one));
  const running = all.filter(isGoing);
  const [main, ...others] =
    running.length > 0 ? running : all.toSorted((a, b) => slotEndMs(b) - slotEndMs(a)).slice(0, 1);
  return withNextAllotment({
    ...billing,
    subscription: main?.subscription ?? null,
    paidPlan: main?.paidPlan ?? null,
    otherSubscriptions: others.length > 0 ? others : null,
  });
}

/** Returns when the next month is due; null: none, or the subscription is not in good standing. */
export function nextAllotmentMs({ subscription, paidPlan }: PlanSlot): number | null {
  return subscription && paidPlan && isInGoodStanding(subscription) ? nextMonthMs(paidPlan) : null;
}

function withNextAllotment(billing: Billing): Billing {
  const due = planSlots(billing).flatMap((slot) => nextAllotmentMs(slot) ?? []);
  return { ...billing, nextAllotmentAt: due.length > 0 ? Math.min(...due) : null };
}

/** Returns whether a plan still runs. A paid plan whose subscription isn't known yet is assumed to. */
function isGoing({ subscription, paidPlan }: PlanSlot): boolean {
  return subscription ? isRunning(subscription) : paidPlan !== null;
}

function slotEndMs({ subscription, paidPlan }: PlanSlot): number {
  return subscription?.periodEndMs ?? paidPlan?.endMs ?? 0;
}

function findSubscriptionId({ subscription, paidPlan }: PlanSlot): string | null {
  return subscription?.subscriptionId ?? paidPlan?.subscriptionId ?? null;
}
