import type { Billing, Subscription } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useOnline } from '#kit/hooks/use-online.ts';
import { OrderForm } from '../../components/money/order-form.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { planPriceText, trialText } from '../../lib/money/buying/plan-price.ts';
import { creditsText, dateText, formatCredits } from '../../lib/texts/format.ts';
import { isolated } from '../../lib/texts/isolated.ts';
import { moneyText } from '../../lib/texts/money-text.ts';
import { changeNote, type PricedOrder, trialDaysFor } from './order.ts';
import { planChangeOutlook } from './plan-change-outlook.ts';
import type { useOrder } from './use-order.ts';

interface OrderDialogProps {
  ordering: ReturnType<typeof useOrder>;
  billing: Billing | null;
}

export function OrderDialog({ ordering, billing }: OrderDialogProps) {
  const { order, priced, error, busy, end, payByCard, goOn, changeCurrency } = ordering;
  const currency = error?.details.currency;
  const online = useOnline();
  return (
    <Dialog
      title={order?.kind === 'change' ? t`Change your plan` : t`Your order`}
      open={order !== null}
      onClose={end}
    >
      {currency && currency !== order?.currency && (
        <Button className="mb-4" onClick={() => changeCurrency(currency)}>
          <Trans>Show the price in {currency.toUpperCase()}</Trans>
        </Button>
      )}
      {order && priced ? (
        <OrderForm
          {...wordsOf(priced, { currency: order.currency, billing })}
          isChange={order.kind === 'change'}
          card={order.kind === 'pack' ? (billing?.card ?? null) : null}
          busy={busy}
          online={online}
          error={error}
          onCard={payByCard}
          onCheckout={goOn}
        />
      ) : (
        <p className="text-ink-2">
          <Trans>This is no longer sold. Close this to see current offers.</Trans>
        </p>
      )}
    </Dialog>
  );
}

function wordsOf(priced: PricedOrder, { currency, billing }: { currency: string; billing: Billing | null }) {
  if (priced.kind === 'pack') {
    const { label, micros } = priced.offer;
    const price = moneyText(priced.amountCents, currency);
    return { title: t`${isolated(label)} pack`, content: creditsText(micros), price, note: null };
  }
  const { plan, interval, amountCents } = priced;
  const credits = creditsText(plan.monthlyMicros);
  const words = {
    title: t`${isolated(plan.label)} plan`,
    content: plan.unlimited ? t`${credits} per month, its fair use` : t`${credits} per month`,
    price: planPriceText(amountCents, { currency, interval }),
  };
  if (priced.kind === 'change') {
    return {
      ...words,
      note: billing?.subscription ? noteOfChange(priced, billing.subscription, currency) : null,
    };
  }
  const days = trialDaysFor(plan, billing);
  const renews =
    interval === 'month'
      ? t`It renews every month until you cancel, which you can do at any time.`
      : t`It renews every year until you cancel, which you can do at any time.`;
  return { ...words, note: days > 0 ? `${trialText(days)} ${renews}` : renews };
}

/** States what a change of plan costs and brings, in money and credits, before it is made. */
function noteOfChange(
  { plan, interval, amountCents }: Exclude<PricedOrder, { kind: 'pack' }>,
  subscription: Subscription,
  currency: string,
): string {
  const { terms, periodEndMs } = subscription;
  const end = dateText(periodEndMs);
  const paid = terms && { interval: subscription.interval, ...terms };
  const chosen = { interval, amountCents, monthlyMicros: plan.monthlyMicros };
  const outlook = planChangeOutlook(subscription, { paid, chosen, nowMs: Date.now() });
  if (!outlook || !terms) return changeNote(end);
  const price = planPriceText(amountCents, { currency, interval });
  const credits = creditsText(plan.monthlyMicros);
  const label = isolated(terms.label);
  if (outlook.kind === 'at-period-end') {
    return t`Nothing is charged now. ${label} goes on until ${end}; from then on it is ${price}, for ${credits} per month. Credits from packs stay as they are.`;
  }
  const today = moneyText(outlook.todayCents, currency);
  if (outlook.todayMicros === 0) {
    return t`About ${today} is charged now, before tax. After that it is ${price}, for ${credits} per month. Credits from packs stay as they are.`;
  }
  const more = t`${formatCredits(outlook.todayMicros)} credits`;
  return t`About ${today} is charged now, before tax, and about ${more} come at once for the rest of this month. After that it is ${price}, for ${credits} per month. Credits from packs stay as they are.`;
}
