import { AppError, type PaidPlan } from '../../contract/index.ts';
import type { PlanChoice } from './plan-choice.ts';

/** The kinds of plan changes: at once, paying the difference, or with the next invoice. */
export type PlanChange =
  | { readonly kind: 'upgrade' }
  /** Paid by the year from now on, less the rest of the current month. */
  | { readonly kind: 'longer' }
  /** The paid period ends first. */
  | { readonly kind: 'next' };

/**
 * Decides how a paid plan changes to another one.
 * @param priceCentsOf returns the price of a plan in the subscription's currency; null: not sold there
 * @throws AppError `invalid-argument` when there is nothing to change, or a year would be shortened
 */
export function planChange(
  paidPlan: Pick<PaidPlan, 'plan' | 'interval'>,
  to: PlanChoice,
  priceCentsOf: (choice: PlanChoice) => number | null,
): PlanChange {
  if (paidPlan.interval === 'year' && to.interval === 'month') {
    throw new AppError('invalid-argument', { reason: 'year-runs' });
  }
  const paidCents = priceCentsOf({ plan: paidPlan.plan, interval: to.interval });
  const isDearer = (priceCentsOf(to) ?? 0) > (paidCents ?? 0);
  if (paidPlan.interval !== to.interval) {
    if (isDearer || to.plan === paidPlan.plan) return { kind: 'longer' };
    throw new AppError('invalid-argument', { reason: 'cheaper-first' });
  }
  return { kind: isDearer ? 'upgrade' : 'next' };
}
