import type Stripe from 'stripe';
import { AppError, type RequestOf } from '../../contract/index.ts';
import type { CallContext } from '../../platform/calls/call-context.ts';
import { log } from '../../platform/signals/log.ts';
import { submitPayment } from '../payment-command.ts';
import type { PaymentServices } from '../payment-services.ts';
import { noteSubscription } from '../plans/running-plan.ts';
import { expireOpenCheckouts, plansAtStripe } from '../plans/second-plan.ts';
import { isRunning } from '../plans/subscription-state.ts';
import { readBilling } from '../records/read-records.ts';
import { callStripe } from '../stripe/call-stripe.ts';
import { requireUrl, returnUrls, taxParams } from './checkout-page.ts';
import { ensureCustomer } from './ensure-customer.ts';
import { itemAsShown } from './item-as-shown.ts';
import { priceAtStripe } from './sync-prices.ts';

type PlanRequest = RequestOf<'startCheckout'> & { readonly buy: { readonly kind: 'plan' } };

/**
 * Opens the checkout page of a plan. Each of its invoices is a payment of its own.
 * @throws AppError `already-settled` when a plan runs, which must be changed instead; `suspended`
 */
export async function checkOutPlan(request: PlanRequest, context: CallContext, services: PaymentServices) {
  const { requestId, buy, catalogVersion, termsVersion } = request;
  const { accountId, uid, email, traceId } = context;
  const published = await services.catalogs.current(catalogVersion);
  const toItemKey = (currency: string) => `plan:${buy.plan}:${buy.interval}:${currency}`;
  const item = itemAsShown(published, toItemKey, request);
  const known = await readBilling(services, accountId);
  if (known?.subscription && isRunning(known.subscription)) throw hasPlan();
  const customerId = await callStripe(ensureCustomer(services, { accountId, uid, email }));
  const facts = { uid, customerId };
  await submitPayment(services, { accountId, reducer: 'noteCustomer', facts });

  const stripe = await services.stripe();
  await assertNoPlan(services, { stripe, customerId, accountId });
  const price = await callStripe(priceAtStripe(stripe, item));
  const trialDays = known?.paidPlan ? 0 : (published.catalog.plans[buy.plan]?.trialDays ?? 0);
  const session = await callStripe(
    stripe.checkout.sessions.create(
      {
        mode: 'subscription',
        customer: customerId,
        line_items: [{ price, quantity: 1 }],
        ...returnUrls(services.siteAddress(), 'plan'),
        allow_promotion_codes: true,
        ...taxParams(services.hasAutomaticTax()),
        metadata: { accountId },
        subscription_data: {
          metadata: { accountId, uid, termsVersion },
          ...(trialDays > 0 && { trial_period_days: trialDays }),
        },
      },
      { idempotencyKey: `checkout-${accountId}-${requestId}` },
    ),
  );
  // Of two tabs, only the one that was opened last can pay.
  await callStripe(expireOpenCheckouts(stripe, { customer: customerId, exceptId: session.id }));
  log.checkoutStarted({ paymentId: null, item: item.key, traceId });
  return { url: requireUrl(session), paymentId: null };
}

/**
 * Checks that no plan runs at Stripe, which may know first of one paid in another tab.
 * @throws AppError `already-settled`
 */
async function assertNoPlan(
  services: PaymentServices,
  { stripe, customerId, accountId }: { stripe: Stripe; customerId: string; accountId: string },
): Promise<void> {
  const plans = await callStripe(plansAtStripe(stripe, customerId));
  const going = plans.find(({ status }) => status !== 'canceled' && status !== 'incomplete_expired');
  if (!going) return;
  await noteSubscription(services, accountId, going.id);
  throw going.status === 'incomplete'
    ? new AppError('already-settled', { reason: 'plan-unpaid' })
    : hasPlan();
}

function hasPlan(): AppError {
  return new AppError('already-settled', { reason: 'has-plan' });
}
