import type Stripe from 'stripe';
import { AppError, assertFreshRequestId, type PaidPlan, type PublishedCatalog } from '../contract/index.ts';
import type { Handler } from '../platform/handle-call.ts';
import { askStripe } from './ask-stripe.ts';
import { assertActive } from './assert-active.ts';
import { withoutEnd } from './end-plan.ts';
import { itemAsShown } from './item-as-shown.ts';
import type { PaymentServices } from './payment-services.ts';
import { planChange } from './plan-change.ts';
import type { PlanChoice } from './plan-choice.ts';
import { noPlan, noteSubscription, runningPlan } from './running-plan.ts';
import { type SoldItem, soldItems } from './sold-items.ts';
import { fromStripeAmount, toStripeAmount } from './stripe-amount.ts';
import type { SubscriptionNow } from './subscription-state.ts';
import { priceAtStripe } from './sync-prices.ts';

type Item = Stripe.SubscriptionUpdateParams.Item;

/**
 * Changes to another plan: a dearer one at once, for which the difference is charged, a cheaper one when what was paid for
 * has run out. Once per request id, at a price no higher than was shown.
 * @throws AppError `not-found` without a plan, `invalid-argument` with the plan's currency when another one was asked for,
 * `card-declined`, `authentication-required`: nothing has changed then
 */
export function changePlan(services: PaymentServices): Handler<'changePlan'> {
  return async (request, { uid }) => {
    const { requestId, plan, interval, catalogVersion, termsVersion } = request;
    assertFreshRequestId(requestId, services.now());
    const published = await services.catalogs.current(catalogVersion);
    const item = itemAsShown(published, (currency) => keyOf({ plan, interval }, currency), request);
    const { subscriptionId, paidPlan, now } = await runningPlan(services, uid);
    await assertActive(services, uid);
    const stripe = await services.stripe();
    const [stripes] = now.stripes.items.data;
    if (!stripes || !paidPlan) throw noPlan();
    if (stripes.price.currency !== item.currency) throw otherCurrency(stripes.price.currency);

    const paid = paidFor(paidPlan, now, published);
    const change = planChange(paidPlan, { plan, interval }, paid.priceCentsOf);
    const to = { subscriptionId, termsVersion };
    if (change.kind !== 'next' && now.choice.plan !== paidPlan.plan && paid.amountCents !== null) {
      // A cheaper plan was to be next: what the dearer one costs more counts from what was paid for.
      const back = await paidItem(stripe, {
        ...paid,
        amountCents: paid.amountCents,
        of: stripes.price,
        paidPlan,
      });
      await update(stripe, `${requestId}-back`, {
        ...to,
        item: { id: stripes.id, ...back },
        isPaidNow: false,
      });
    }
    const price = await askStripe(priceAtStripe(stripe, item));
    await update(stripe, requestId, {
      ...{ ...to, item: { id: stripes.id, price }, isPaidNow: change.kind !== 'next' },
      goesOn: withoutEnd(now.stripes),
    });
    await noteSubscription(services, uid, subscriptionId);
    return {};
  };
}

/** What is paid for now, by what was agreed to: the catalog may sell it for another price, or not at all. */
function paidFor(
  paidPlan: PaidPlan,
  { stripes, choice }: SubscriptionNow,
  published: PublishedCatalog,
): {
  item: SoldItem | null;
  amountCents: number | null;
  priceCentsOf: (choice: PlanChoice) => number | null;
} {
  const price = stripes.items.data[0]?.price;
  const currency = price?.currency ?? '';
  const sold = soldItems(published);
  const soldAs = (one: PlanChoice) => sold.find(({ key }) => key === keyOf(one, currency)) ?? null;
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

/** The price of what is paid for; one that is archived, since it is sold no more, is told to Stripe as an amount. */
async function paidItem(
  stripe: Stripe,
  paid: {
    item: SoldItem | null;
    amountCents: number;
    of: { currency: string; product?: string | null | undefined };
    paidPlan: PaidPlan;
  },
): Promise<Omit<Item, 'id'>> {
  const { item, amountCents, of, paidPlan } = paid;
  if (item) return { price: await askStripe(priceAtStripe(stripe, item)) };
  const { currency, product } = of;
  const unit_amount = toStripeAmount(amountCents, currency);
  return {
    price_data: { currency, product: product ?? '', recurring: { interval: paidPlan.interval }, unit_amount },
  };
}

function update(
  stripe: Stripe,
  requestId: string,
  to: {
    subscriptionId: string;
    item: Item;
    termsVersion: string;
    isPaidNow: boolean;
    goesOn?: ReturnType<typeof withoutEnd>;
  },
): Promise<Stripe.Subscription> {
  return askStripe(
    stripe.subscriptions.update(
      to.subscriptionId,
      {
        items: [to.item],
        proration_behavior: to.isPaidNow ? 'always_invoice' : 'none',
        // Not paid, nothing changes.
        payment_behavior: 'error_if_incomplete',
        metadata: { termsVersion: to.termsVersion },
        ...to.goesOn,
      },
      { idempotencyKey: `plan-${requestId}` },
    ),
  );
}

function keyOf({ plan, interval }: PlanChoice, currency: string): string {
  return `plan:${plan}:${interval}:${currency}`;
}

function otherCurrency(currency: string): AppError {
  const name = currency.toUpperCase();
  return new AppError(
    'invalid-argument',
    `Your plan is paid in ${name}, and a change is too. Look at the prices in ${name}.`,
    { currency },
  );
}
