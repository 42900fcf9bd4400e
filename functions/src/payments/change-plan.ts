import type Stripe from 'stripe';
import { AppError, assertFreshRequestId, Billing, type PaidPlan } from '../contract/index.ts';
import { collection, decodeDocument } from '../platform/documents.ts';
import type { Handler } from '../platform/handle-call.ts';
import { subscriptionNow } from './ask-for-plan.ts';
import { askStripe } from './ask-stripe.ts';
import { assertActive } from './assert-active.ts';
import { withSubscription } from './invoice-booking.ts';
import { itemAsShown } from './item-as-shown.ts';
import type { PaymentServices } from './payment-services.ts';
import { planChange } from './plan-change.ts';
import type { PlanChoice } from './plan-choice.ts';
import { soldItems } from './sold-items.ts';
import { isRunning } from './subscription-state.ts';
import { priceAtStripe } from './sync-prices.ts';

/**
 * Changes to another plan: a dearer one at once, for which the difference is charged, a cheaper one when what was paid for
 * has run out. Once per request id, at a price no higher than was shown.
 * @throws AppError `not-found` without a plan, `card-declined`, `authentication-required`: nothing has changed then
 */
export function changePlan(services: PaymentServices): Handler<'changePlan'> {
  return async (request, { uid }) => {
    const { requestId, plan, interval, catalogVersion, termsVersion } = request;
    assertFreshRequestId(requestId, services.now());
    const published = await services.catalogs.current(catalogVersion);
    const item = itemAsShown(published, (currency) => keyOf({ plan, interval }, currency), request);
    const { subscriptionId, paidPlan } = await runningPlan(services, uid);
    await assertActive(services, uid);
    const stripe = await services.stripe();
    const current = await askStripe(subscriptionNow(stripe, { id: subscriptionId, nowMs: services.now() }));
    const stripes = current?.stripes.items.data[0];
    if (!current || stripes?.price.currency !== item.currency) throw noPlan();

    const sold = soldItems(published.catalog);
    const soldAs = (choice: PlanChoice) => sold.find(({ key }) => key === keyOf(choice, item.currency));
    const change = planChange(paidPlan, { plan, interval }, (choice) => soldAs(choice)?.amountCents ?? null);
    const to = { subscriptionId, item: stripes.id, termsVersion };
    const paid = soldAs(paidPlan);
    if (change.kind !== 'next' && current.choice.plan !== paidPlan.plan && paid) {
      // A cheaper plan was to be next: what the dearer one costs more counts from what was paid for.
      const price = await askStripe(priceAtStripe(stripe, paid));
      await update(stripe, `${requestId}-back`, { ...to, price, isPaidNow: false });
    }
    const price = await askStripe(priceAtStripe(stripe, item));
    await update(stripe, requestId, { ...to, price, isPaidNow: change.kind !== 'next' });
    await noteSubscription(services, uid, subscriptionId);
    return {};
  };
}

function update(
  stripe: Stripe,
  requestId: string,
  to: { subscriptionId: string; item: string; price: string; termsVersion: string; isPaidNow: boolean },
): Promise<Stripe.Subscription> {
  return askStripe(
    stripe.subscriptions.update(
      to.subscriptionId,
      {
        items: [{ id: to.item, price: to.price }],
        proration_behavior: to.isPaidNow ? 'always_invoice' : 'none',
        // Not paid, nothing changes.
        payment_behavior: 'error_if_incomplete',
        cancel_at_period_end: false,
        metadata: { termsVersion: to.termsVersion },
      },
      { idempotencyKey: `plan-${requestId}` },
    ),
  );
}

function keyOf({ plan, interval }: PlanChoice, currency: string): string {
  return `plan:${plan}:${interval}:${currency}`;
}

function noPlan(): AppError {
  return new AppError('not-found', 'There is no plan to change.');
}

/** The subscription that is charged for, and what was paid for last. @throws AppError `not-found` */
export async function runningPlan(
  { db }: Pick<PaymentServices, 'db'>,
  uid: string,
): Promise<{ subscriptionId: string; paidPlan: PaidPlan }> {
  const billing = decodeDocument(Billing, await collection(db, 'billing').doc(uid).get())?.value;
  const { subscription, paidPlan } = billing ?? {};
  if (!subscription || !paidPlan || !isRunning(subscription)) throw noPlan();
  if (paidPlan.subscriptionId !== subscription.subscriptionId) throw noPlan();
  return { subscriptionId: subscription.subscriptionId, paidPlan };
}

/** Notes how a subscription stands after it was changed here; its event tells the same, sooner or later. */
export async function noteSubscription(
  { meter, stripe, now }: PaymentServices,
  uid: string,
  subscriptionId: string,
): Promise<void> {
  const subscription = await askStripe(subscriptionNow(await stripe(), { id: subscriptionId, nowMs: now() }));
  if (!subscription) return;
  await meter.submit(uid, {
    kind: 'book',
    documents: { billing: uid },
    book: ({ billing }) =>
      billing && { moves: [], documents: { billing: withSubscription(billing, subscription) } },
  });
}
