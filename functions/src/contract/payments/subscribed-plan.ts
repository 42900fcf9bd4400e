import type { SubscribedPlan } from '../documents/account.ts';
import { DAY_MS } from '../time.ts';
import type { Billing, PaidPlan, Subscription } from './billing.ts';

/**
 * The time for which a plan that renews counts after its paid period, because Stripe charges a renewal about an hour after
 * it.
 */
export const RENEWAL_GRACE_MS = DAY_MS;

const paying: readonly Subscription['status'][] = ['active', 'trialing', 'past-due'];

/** Returns the plan that an account subscribes to, and until when if nothing else is reported; null: none. */
export function subscribedPlan({
  subscription,
  paidPlan,
  otherSubscriptions,
}: Pick<Billing, 'subscription' | 'paidPlan' | 'otherSubscriptions'>): SubscribedPlan | null {
  const isOne = !subscription || !paidPlan || subscription.subscriptionId === paidPlan.subscriptionId;
  const main = { subscription: isOne ? subscription : null, paidPlan };
  for (const slot of [main, ...(otherSubscriptions ?? [])]) {
    const { paidPlan: paid } = slot;
    const untilMs = paid && !isReversed(paid) ? endOf(paid, slot.subscription) : null;
    if (paid && untilMs !== null) return { name: paid.plan, untilMs };
  }
  return null;
}

/** Returns when a paid plan ends; null: it has ended. One that isn't known to renew ends with its paid period. */
function endOf({ endMs }: PaidPlan, subscription: Subscription | null): number | null {
  if (!subscription) return endMs;
  const { status, isCancelled, endsAtMs } = subscription;
  if (!paying.includes(status)) return null;
  return isCancelled ? Math.min(endMs, endsAtMs ?? endMs) : endMs + RENEWAL_GRACE_MS;
}

/** Returns whether the payment that began a period has gone back, or is disputed. */
function isReversed({ payments, paymentId }: PaidPlan): boolean {
  const base = payments?.find((one) => one.paymentId === paymentId);
  return base !== undefined && (base.isDisputed || (base.paidCents > 0 && base.backCents >= base.paidCents));
}
