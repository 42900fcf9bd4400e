import type Stripe from 'stripe';
import { subscriptionNow } from './ask-for-plan.ts';
import { withSubscription } from './invoice-booking.ts';
import { newBilling } from './new-billing.ts';
import type { PaymentServices } from './payment-services.ts';
import { SubscriptionObject } from './plan-shapes.ts';
import { NOTHING, parked, type Verdict } from './verdict.ts';

/** A subscription has changed: how it stands now is asked for. Credits come with its invoices alone. */
export async function onSubscription({ data }: Stripe.Event, services: PaymentServices): Promise<Verdict> {
  const { id, metadata } = SubscriptionObject.parse(data.object);
  const { accountId } = metadata;
  if (!accountId) return parked('no-account');
  const subscription = await subscriptionNow(await services.stripe(), { id, nowMs: services.now() });
  if (!subscription) return NOTHING;
  return {
    kind: 'book',
    accountId,
    paymentId: null,
    documents: { billing: accountId },
    plan: ({ billing }) => ({
      moves: [],
      documents: { billing: withSubscription(billing ?? newBilling(accountId), subscription) },
    }),
  };
}
