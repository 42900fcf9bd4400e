import type Stripe from 'stripe';
import { AppError, Billing, type RequestOf } from '../../contract/index.ts';
import type { CallContext } from '../../platform/call-context.ts';
import { collection, decodeDocument } from '../../platform/documents.ts';
import { log } from '../../platform/log.ts';
import { submitPayment } from '../payment-command.ts';
import type { PaymentServices } from '../payment-services.ts';
import { noteSubscription } from '../plans/running-plan.ts';
import { expireOpenCheckouts, plansAtStripe } from '../plans/second-plan.ts';
import { isRunning } from '../plans/subscription-state.ts';
import { askStripe } from '../stripe/ask-stripe.ts';
import { taxOf, urlOf, wayBack } from './checkout-page.ts';
import { customerOf } from './customer-of.ts';
import { itemAsShown } from './item-as-shown.ts';
import { priceAtStripe } from './sync-prices.ts';

type PlanRequest = RequestOf<'startCheckout'> & { readonly buy: { readonly kind: 'plan' } };

/**
 * Opens the page on which a plan begins; each of its invoices is a payment of its own.
 * @throws AppError `already-settled` when a plan runs: it is to be changed, not bought twice; `suspended`
 */
export async function checkOutPlan(request: PlanRequest, context: CallContext, services: PaymentServices) {
  const { requestId, buy, catalogVersion, termsVersion } = request;
  const { uid, email, traceId } = context;
  const published = await services.catalogs.current(catalogVersion);
  const keyOf = (currency: string) => `plan:${buy.plan}:${buy.interval}:${currency}`;
  const item = itemAsShown(published, keyOf, request);
  const accountId = uid;
  const known = await billingOf(services, accountId);
  if (known?.subscription && isRunning(known.subscription)) throw hasPlan();
  const customerId = await askStripe(customerOf(services, { accountId, uid, email }));
  const facts = { uid, customerId };
  await submitPayment(services, { accountId, reducer: 'noteCustomer', facts });

  const stripe = await services.stripe();
  await assertNoPlan(services, { stripe, customerId, uid });
  const price = await askStripe(priceAtStripe(stripe, item));
  const trialDays = known?.paidPlan ? 0 : (published.catalog.plans[buy.plan]?.trialDays ?? 0);
  const session = await askStripe(
    stripe.checkout.sessions.create(
      {
        mode: 'subscription',
        customer: customerId,
        line_items: [{ price, quantity: 1 }],
        ...wayBack(services.siteAddress(), 'plan'),
        allow_promotion_codes: true,
        ...taxOf(services.hasAutomaticTax()),
        metadata: { accountId },
        subscription_data: {
          metadata: { accountId, termsVersion },
          ...(trialDays > 0 && { trial_period_days: trialDays }),
        },
      },
      { idempotencyKey: `checkout-${accountId}-${requestId}` },
    ),
  );
  // Of two tabs the one that was opened last can be paid.
  await askStripe(expireOpenCheckouts(stripe, { customer: customerId, exceptId: session.id }));
  log.checkoutStarted({ paymentId: null, item: item.key, traceId });
  return { url: urlOf(session), paymentId: null };
}

/** What was paid in another tab may be known at Stripe alone. @throws AppError `already-settled` */
async function assertNoPlan(
  services: PaymentServices,
  { stripe, customerId, uid }: { stripe: Stripe; customerId: string; uid: string },
): Promise<void> {
  const plans = await askStripe(plansAtStripe(stripe, customerId));
  const going = plans.find(({ status }) => status !== 'canceled' && status !== 'incomplete_expired');
  if (!going) return;
  await noteSubscription(services, uid, going.id);
  throw going.status === 'incomplete'
    ? new AppError('already-settled', 'A plan is being paid for. Wait until that is done.')
    : hasPlan();
}

function hasPlan(): AppError {
  return new AppError('already-settled', 'You have a plan already. Change it instead.');
}

async function billingOf({ db }: PaymentServices, accountId: string): Promise<Billing | null> {
  return decodeDocument(Billing, await collection(db, 'billing').doc(accountId).get())?.value ?? null;
}
