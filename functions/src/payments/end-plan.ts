import { assertFreshRequestId } from '../contract/index.ts';
import type { Handler } from '../platform/handle-call.ts';
import { askStripe } from './ask-stripe.ts';
import { noteSubscription, runningPlan } from './change-plan.ts';
import type { PaymentServices } from './payment-services.ts';

/** The plan ends with what was paid for. */
export function cancelPlan(services: PaymentServices): Handler<'cancelPlan'> {
  return endPlan(services, { atPeriodEnd: true });
}

/** Takes a cancellation back while the plan still runs. */
export function resumePlan(services: PaymentServices): Handler<'resumePlan'> {
  return endPlan(services, { atPeriodEnd: false });
}

function endPlan(
  services: PaymentServices,
  { atPeriodEnd }: { atPeriodEnd: boolean },
): Handler<'cancelPlan' | 'resumePlan'> {
  return async ({ requestId }, { uid }) => {
    assertFreshRequestId(requestId, services.now());
    const { subscriptionId } = await runningPlan(services, uid);
    const stripe = await services.stripe();
    await askStripe(
      stripe.subscriptions.update(
        subscriptionId,
        { cancel_at_period_end: atPeriodEnd },
        { idempotencyKey: `plan-${requestId}` },
      ),
    );
    await noteSubscription(services, uid, subscriptionId);
    return {};
  };
}
