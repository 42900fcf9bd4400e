import type Stripe from 'stripe';
import { AccountId } from '../../contract/index.ts';
import type { PaymentServices } from '../payment-services.ts';
import { readSubscription } from '../plans/read-plan.ts';
import { expireOpenCheckouts } from '../plans/second-plan.ts';
import { SubscriptionObject } from '../stripe/plan-shapes.ts';
import { NOTHING, parked, type Verdict } from './verdict.ts';

/** Books the current state of a subscription. Only invoices grant credits. */
export async function onSubscription(
  { data, type }: Stripe.Event,
  services: PaymentServices,
): Promise<Verdict> {
  const { id, metadata, customer } = SubscriptionObject.parse(data.object);
  const { data: accountId } = AccountId.safeParse(metadata.accountId);
  if (accountId === undefined) return parked('no-account');
  const stripe = await services.stripe();
  const subscription = await readSubscription(stripe, { id, nowMs: services.now() });
  if (!subscription) return NOTHING;
  if (type === 'customer.subscription.created') {
    await expireOpenCheckouts(stripe, { customer, exceptId: null });
  }
  return { kind: 'book', accountId, paymentId: null, change: { kind: 'subscription', subscription } };
}
