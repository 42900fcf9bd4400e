import type { Lot } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { useLive } from '#kit/hooks/use-live.ts';
import { paymentSource } from '../../lib/service/sources/live-sources.ts';
import { moneyText } from '../../lib/texts/money-text.ts';
import { boughtText } from '../../lib/texts/payment-words.ts';

/** The payment behind a lot, and the way to its receipt. */
export function LotPayment({ lot: { paymentId } }: { lot: Lot }) {
  const { items } = useLive(paymentId === null ? null : paymentSource(paymentId));
  if (paymentId === null) return null;
  const payment = items?.[0]?.value;
  return (
    <Link
      to="/billing"
      search={{ payment: paymentId }}
      className="text-ember-text underline decoration-ember-text/40 underline-offset-2 hover:decoration-current"
    >
      {payment
        ? `${boughtText(payment.bought)} · ${moneyText(payment.paidCents ?? payment.amountCents, payment.currency)}`
        : t`Receipt`}
    </Link>
  );
}
