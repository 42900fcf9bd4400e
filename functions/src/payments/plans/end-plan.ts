import type Stripe from 'stripe';
import { AppError, assertFreshRequestId } from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import type { PaymentServices } from '../payment-services.ts';
import { callStripe } from '../stripe/call-stripe.ts';
import { SubscriptionObject } from '../stripe/plan-shapes.ts';
import { readAnswer } from '../stripe/stripe-values.ts';
import { noteSubscription, runningPlan } from './running-plan.ts';

/** Cancels a plan at the end of its paid period. Does nothing if it ends already. */
export function cancelPlan(services: PaymentServices): Handler<'cancelPlan'> {
  return async ({ requestId, subscriptionId: wanted }, { accountId }) => {
    assertFreshRequestId(requestId, services.now());
    const { subscriptionId, now } = await runningPlan(services, accountId, wanted);
    if (Object.keys(withoutEnd(now.remote)).length === 0) {
      const { subscriptions } = await services.stripe();
      const atPeriodEnd = { cancel_at_period_end: true };
      await callStripe(subscriptions.update(subscriptionId, atPeriodEnd, toOptions(requestId)));
    }
    await noteSubscription(services, accountId, subscriptionId);
    return {};
  };
}

/**
 * Undoes a cancellation while the plan still runs, however it was set.
 * @throws AppError `already-settled` when Stripe ends the plan anyway
 */
export function resumePlan(services: PaymentServices): Handler<'resumePlan'> {
  return async ({ requestId, subscriptionId: wanted }, { accountId }) => {
    assertFreshRequestId(requestId, services.now());
    const { subscriptionId, now } = await runningPlan(services, accountId, wanted);
    const { subscriptions } = await services.stripe();
    let remote = now.remote;
    // Stripe accepts one of the two ends per request.
    for (const step of ['', '-at']) {
      const change = withoutEnd(remote);
      if (Object.keys(change).length === 0) break;
      remote = readAnswer(
        SubscriptionObject,
        await callStripe(subscriptions.update(subscriptionId, change, toOptions(requestId + step))),
      );
    }
    await noteSubscription(services, accountId, subscriptionId);
    if (Object.keys(withoutEnd(remote)).length === 0) return {};
    throw new AppError('already-settled', { reason: 'plan-ends' });
  };
}

/** Returns the change that keeps a subscription from ending; empty: it doesn't end. */
export function withoutEnd(
  remote: Pick<SubscriptionObject, 'cancel_at' | 'cancel_at_period_end'>,
): Pick<Stripe.SubscriptionUpdateParams, 'cancel_at' | 'cancel_at_period_end'> {
  if (remote.cancel_at_period_end) return { cancel_at_period_end: false };
  return remote.cancel_at === null ? {} : { cancel_at: '' };
}

function toOptions(requestId: string): Stripe.RequestOptions {
  return { idempotencyKey: `plan-${requestId}` };
}
