import type { Billing, PaidPlan, Subscription } from '../../contract/index.ts';
import { nextMonthMs } from '../monthly-credits/allotments.ts';
import { planPayments } from './plan-payments.ts';
import { isInGoodStanding, isRunning } from './subscription-state.ts';

/** A subscription and what was paid for it last; either may be told of first. */
export interface PlanSlot {
  readonly subscription: Subscription | null;
  readonly paidPlan: PaidPlan | null;
}

/** Every plan of an account, the main one first: nobody is to have two, and who does can see and end both. */
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

/** The plan that a payment has paid for, alone or with others; null: it is of none, or of a stretch that is over. */
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
 * An account with one of its plans as it is now. The main plan stays the main one while it runs; a plan that has ended
 * makes room for another, and of those that have ended the latest is kept to be seen.
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

/** Months to come are due while the subscription that has paid for them is in good standing. */
export function nextAllotmentMs({ subscription, paidPlan }: PlanSlot): number | null {
  return subscription && paidPlan && isInGoodStanding(subscription) ? nextMonthMs(paidPlan) : null;
}

function withNextAllotment(billing: Billing): Billing {
  const due = planSlots(billing).flatMap((slot) => nextAllotmentMs(slot) ?? []);
  return { ...billing, nextAllotmentAt: due.length > 0 ? Math.min(...due) : null };
}

/** Of what was paid for and has not been heard of yet it is not known that it ended. */
function isGoing({ subscription, paidPlan }: PlanSlot): boolean {
  return subscription ? isRunning(subscription) : paidPlan !== null;
}

function slotEndMs({ subscription, paidPlan }: PlanSlot): number {
  return subscription?.periodEndMs ?? paidPlan?.endMs ?? 0;
}

function findSubscriptionId({ subscription, paidPlan }: PlanSlot): string | null {
  return subscription?.subscriptionId ?? paidPlan?.subscriptionId ?? null;
}
