import { AppError } from '../../contract/index.ts';
import { submitPayment } from '../payment-command.ts';
import type { PaymentServices } from '../payment-services.ts';
import { readBilling } from '../records/read-records.ts';
import { callStripe } from '../stripe/call-stripe.ts';
import { type PlanSlot, planSlots } from './plan-slots.ts';
import { readSubscription } from './read-plan.ts';
import { isRunning, type SubscriptionNow } from './subscription-state.ts';

export interface RunningPlan {
  readonly subscriptionId: string;
  readonly paidPlan: PlanSlot['paidPlan'];
  /** Its state at Stripe. */
  readonly now: SubscriptionNow;
}

/**
 * Finds a plan that runs, here and at Stripe: the named one, otherwise the main one.
 * @throws AppError `not-found` when there is none, or it has ended
 */
export async function runningPlan(
  services: Pick<PaymentServices, 'db' | 'stripe' | 'now'>,
  accountId: string,
  wantedId: string | null = null,
): Promise<RunningPlan> {
  const { stripe, now } = services;
  const billing = await readBilling(services, accountId);
  const running = (billing ? planSlots(billing) : []).filter(
    ({ subscription }) => subscription && isRunning(subscription),
  );
  const slot = running.find(({ subscription }) => !wantedId || subscription?.subscriptionId === wantedId);
  if (!slot?.subscription) throw noPlan();
  const { subscriptionId } = slot.subscription;
  const answer = await callStripe(readSubscription(await stripe(), { id: subscriptionId, nowMs: now() }));
  if (!answer || answer.remote.status === 'canceled') throw noPlan();
  return { subscriptionId, paidPlan: slot.paidPlan, now: answer };
}

/** Stores the state of a subscription without waiting for its event. */
export async function noteSubscription(
  services: Pick<PaymentServices, 'meter' | 'stripe' | 'now'>,
  accountId: string,
  subscriptionId: string,
): Promise<void> {
  const at = { id: subscriptionId, nowMs: services.now() };
  const subscription = await callStripe(readSubscription(await services.stripe(), at));
  if (!subscription) return;
  const facts = { kind: 'subscription', subscription } as const;
  await submitPayment(services, { accountId, reducer: 'applyChange', facts });
}

export function noPlan(): AppError {
  return new AppError('not-found', { reason: 'plan' });
}
