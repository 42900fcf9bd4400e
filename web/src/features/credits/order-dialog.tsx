import type { Billing } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { OrderForm } from '../../components/order-form.tsx';
import { creditsText, dateText } from '../../lib/format.ts';
import { isolated } from '../../lib/isolated.ts';
import { moneyText } from '../../lib/money-text.ts';
import { planPriceText, trialText } from '../../lib/plan-price.ts';
import { useOnline } from '../../lib/use-online.ts';
import { changeNote, type PricedOrder, trialDaysFor } from './order.ts';
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
    const endMs = billing?.subscription?.periodEndMs;
    return { ...words, note: endMs === undefined ? null : changeNote(dateText(endMs)) };
  }
  const days = trialDaysFor(plan, billing);
  const renews =
    interval === 'month'
      ? t`It renews every month until you cancel, which you can do at any time.`
      : t`It renews every year until you cancel, which you can do at any time.`;
  return { ...words, note: days > 0 ? `${trialText(days)} ${renews}` : renews };
}
