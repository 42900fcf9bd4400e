import type { Payment } from '@firemeter/functions/contract';
import { CalendarClock, ChevronRight, Package } from 'lucide-react';
import type { LiveItem } from '#kit/live/live-store.ts';
import { creditsText, dateText } from '../../lib/texts/format.ts';
import { moneyText } from '../../lib/texts/money-text.ts';
import { boughtText, viaTexts } from '../../lib/texts/payment-words.ts';
import { PaymentBadge } from './payment-badge.tsx';

interface PaymentListProps {
  payments: readonly LiveItem<Payment>[];
  /** Opens one of them. */
  onOpen: (paymentId: string) => void;
}

/** What was bought, and what has become of each payment. */
export function PaymentList({ payments, onOpen }: PaymentListProps) {
  return (
    <ul className="divide-y divide-line">
      {payments.map(({ id, value: payment }) => (
        <li key={id} className="animate-fade">
          <button
            type="button"
            onClick={() => onOpen(id)}
            className="group grid w-full grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3.5 gap-y-1.5 px-4 py-3.5 text-start transition-colors hover:bg-raised/60 focus-visible:-outline-offset-2 sm:grid-cols-[auto_minmax(0,1fr)_8.5rem_6rem_auto] sm:px-5"
          >
            <span className="grid size-9 place-items-center rounded-xl bg-raised text-ember-text">
              {payment.bought.kind === 'pack' ? (
                <Package aria-hidden="true" className="size-4.5" />
              ) : (
                <CalendarClock aria-hidden="true" className="size-4.5" />
              )}
            </span>
            <span className="min-w-0">
              <span className="block truncate font-medium">{boughtText(payment.bought)}</span>
              <span className="nums block truncate text-ink-3 text-xs">
                {creditsText(payment.bought.micros)} · {dateText(payment.createdAt)}
                <span className="max-2xl:hidden"> · {viaTexts[payment.via]}</span>
              </span>
            </span>
            <PaymentBadge
              state={payment.state}
              className="max-sm:col-span-2 max-sm:col-start-2 max-sm:row-start-2"
            />
            <span className="nums text-end font-semibold max-sm:col-start-3 max-sm:row-start-1">
              {moneyText(payment.paidCents ?? payment.amountCents, payment.currency)}
            </span>
            <ChevronRight
              aria-hidden="true"
              className="size-4 text-ink-3 transition-transform group-hover:translate-x-0.5 rtl:group-hover:-translate-x-0.5 max-sm:hidden"
            />
          </button>
        </li>
      ))}
    </ul>
  );
}
