import type Stripe from 'stripe';
import {
  AppError,
  assertFreshRequestId,
  HOUR_MS,
  type PaidPlan,
  type PublishedCatalog,
  SECOND_MS,
} from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { itemAsShown } from '../checkout/item-as-shown.ts';
import { type SoldItem, soldItems } from '../checkout/sold-items.ts';
import { priceAtStripe } from '../checkout/sync-prices.ts';
import type { PaymentServices } from '../payment-services.ts';
import { callStripe } from '../stripe/call-stripe.ts';
import type { SubscriptionObject } from '../stripe/plan-shapes.ts';
import { fromStripeAmount } from '../stripe/stripe-amount.ts';
import { isRejection } from '../stripe/stripe-error.ts';
import { isPausedHere, resumeSubscription } from '../suspension/pause-subscriptions.ts';
import { assertActive } from './assert-active.ts';
import { withoutEnd } from './end-plan.ts';
import { createPaidPlanPrice, ensureActivePrice } from './paid-plan-price.ts';
import { planChange } from './plan-change.ts';
import type { PlanChoice } from './plan-choice.ts';
import { noPlan, noteSubscription, runningPlan } from './running-plan.ts';
import type { SubscriptionNow } from './subscription-state.ts';

type Update = Stripe.SubscriptionUpdateParams;

/** The charge for a change: the difference, a whole new period because none is paid for, or nothing yet. */
type Charged = 'difference' | 'period' | 'nothing';

const charging: Record<Charged, Pick<Update, 'proration_behavior' | 'billing_cycle_anchor'>> = {
  difference: { proration_behavior: 'always_invoice' },
  period: { proration_behavior: 'none', billing_cycle_anchor: { type: 'now' } },
  nothing: { proration_behavior: 'none' },
};

/**
 * Changes to another plan: to a more expensive one at once, charging the difference, and to a cheaper one at the end of
 * the paid period. Once per request id, at a price no higher than shown.
 * @throws AppError `not-found` without a plan; `invalid-argument` with the plan's currency when another one was
 * requested; `busy` while its renewal is in progress; `card-declined`, `authentication-required`: nothing has changed
 * then
 */
export function changePlan(services: PaymentServices): Handler<'changePlan'> {
  return async (request, { accountId }) => {
    const { requestId, plan, interval, catalogVersion, termsVersion } = request;
    assertFreshRequestId(requestId, services.now());
    const published = await services.catalogs.current(catalogVersion);
    const item = itemAsShown(published, (currency) => toItemKey({ plan, interval }, currency), request);
    const { subscriptionId, paidPlan, now } = await runningPlan(services, accountId);
    await assertActive(services, accountId);
    const stripe = await services.stripe();
    const [remote] = now.remote.items.data;
    if (!remote || !paidPlan) throw noPlan();
    if (remote.price.currency !== item.currency) throw otherCurrency(remote.price.currency);

    const paid = paidFor(paidPlan, now, published);
    const change = planChange(paidPlan, { plan, interval }, paid.priceCentsOf);
    const price = await callStripe(priceAtStripe(stripe, item));
    const goesOn = withoutEnd(now.remote);
    // An earlier request made this change, and its response was lost, so only the rest remains to be done.
    const isThere = remote.price.id === price;
    const isOver = paidPlan.endMs <= services.now();
    const isAtOnce = change.kind !== 'next' && !isThere;
    if (isAtOnce) await letCharge(stripe, now.remote, services.now());
    if (isAtOnce && isOver) await assertNotRenewing(stripe, now.remote, paidPlan);
    const charged: Charged = isAtOnce ? (isOver ? 'period' : 'difference') : 'nothing';

    // A downgrade was scheduled, so the difference counts from the paid plan.
    const isBack = charged === 'difference' && now.choice.plan !== paidPlan.plan && paid.amountCents !== null;
    let before = now.remote.metadata.changesFrom || null;
    if (isBack && paid.amountCents !== null) {
      const { amountCents, item: soldSo } = paid;
      const { currency } = remote.price;
      const back = await callStripe(
        soldSo
          ? priceAtStripe(stripe, soldSo)
          : createPaidPlanPrice(stripe, { ...{ requestId, paidPlan, published }, amountCents, currency }),
      );
      before = remote.price.id;
      await setPrice(stripe, now.remote, { price: back, changesFrom: before });
    }
    if (!isThere || before || Object.keys(goesOn).length > 0) {
      try {
        await callStripe(
          stripe.subscriptions.update(
            subscriptionId,
            {
              items: [{ id: remote.id, price }],
              ...charging[charged],
              // Changes nothing unless it is paid.
              payment_behavior: 'error_if_incomplete',
              metadata: { termsVersion, ...(before && { changesFrom: '' }) },
              ...goesOn,
            },
            { idempotencyKey: `plan-${requestId}${isThere ? '-on' : ''}` },
          ),
        );
      } catch (error) {
        if (before && isRejected(error)) {
          await setPrice(stripe, now.remote, {
            price: await callStripe(ensureActivePrice(stripe, before)),
            changesFrom: '',
          });
        }
        throw error;
      }
    }
    await noteSubscription(services, accountId, subscriptionId);
    return {};
  };
}

/**
 * Resumes a plan that was paused with its account, because Stripe would otherwise void the invoice.
 * @throws AppError `payment-rejected` when it was paused at Stripe
 */
async function letCharge(stripe: Stripe, remote: SubscriptionObject, nowMs: number): Promise<void> {
  if (!remote.pause_collection) return;
  if (!isPausedHere(remote)) {
    throw new AppError('payment-rejected', { reason: 'plan-paused' });
  }
  await callStripe(resumeSubscription(stripe, remote, nowMs));
}

/**
 * Checks that a plan whose paid time is over has not been renewed and isn't about to be, because a new period would be
 * paid twice.
 * @throws AppError `busy`; `payment-rejected` when its renewal is unpaid
 */
async function assertNotRenewing(
  stripe: Stripe,
  { id: subscription }: SubscriptionObject,
  { endMs }: PaidPlan,
): Promise<void> {
  const { data } = await callStripe(stripe.invoices.list({ subscription, limit: 100 }));
  const open = data.filter(({ status }) => status === 'draft' || status === 'open');
  const isPaid = data.some(({ status, created }) => status === 'paid' && created * SECOND_MS >= endMs);
  if (open.some(({ status }) => status === 'open')) {
    throw new AppError('payment-rejected', { reason: 'renewal-unpaid' });
  }
  if (open.length === 0 && !isPaid) return;
  throw new AppError('busy', { reason: 'plan-renewing', retryAfterMs: HOUR_MS });
}

/** Sets the price of future periods without a charge, and records the previous price at Stripe. */
async function setPrice(
  stripe: Stripe,
  { id, items }: SubscriptionObject,
  { price, changesFrom }: { price: string; changesFrom: string },
): Promise<void> {
  const item = { ...(items.data[0] && { id: items.data[0].id }), price };
  // Without an idempotency key: the call is idempotent, and must be made each time.
  await callStripe(
    stripe.subscriptions.update(id, {
      items: [item],
      proration_behavior: 'none',
      metadata: { changesFrom },
    }),
  );
}

/** Returns whether Stripe has rejected a change for good. Otherwise the same request again completes it. */
function isRejected(error: unknown): boolean {
  return isRejection(error) || (error instanceof AppError && error.code === 'idempotency-conflict');
}

/**
 * Returns the price of the current plan by its agreed terms, because the catalog may sell it for another price, or not
 * at all.
 */
function paidFor(
  paidPlan: PaidPlan,
  { remote, choice }: SubscriptionNow,
  published: PublishedCatalog,
): {
  item: SoldItem | null;
  amountCents: number | null;
  priceCentsOf: (choice: PlanChoice) => number | null;
} {
  const price = remote.items.data[0]?.price;
  const currency = price?.currency ?? '';
  const sold = soldItems(published);
  const soldAs = (one: PlanChoice) => sold.find(({ key }) => key === toItemKey(one, currency)) ?? null;
  const isAtStripe = choice.plan === paidPlan.plan && choice.interval === paidPlan.interval;
  const atStripe = isAtStripe && price?.unit_amount ? fromStripeAmount(price.unit_amount, currency) : null;
  const item = soldAs(paidPlan);
  const amountCents = atStripe ?? paidPlan.terms?.amountCents ?? item?.amountCents ?? null;
  const isSoldSo = item !== null && item.amountCents === amountCents;
  return {
    item: isSoldSo ? item : null,
    amountCents,
    priceCentsOf(one) {
      if (one.plan !== paidPlan.plan) return soldAs(one)?.amountCents ?? null;
      if (one.interval === paidPlan.interval) return amountCents;
      return (isSoldSo ? soldAs(one)?.amountCents : undefined) ?? 12 * (amountCents ?? 0);
    },
  };
}

function toItemKey({ plan, interval }: PlanChoice, currency: string): string {
  return `plan:${plan}:${interval}:${currency}`;
}

function otherCurrency(currency: string): AppError {
  return new AppError('invalid-argument', { reason: 'plan-currency', currency });
}
