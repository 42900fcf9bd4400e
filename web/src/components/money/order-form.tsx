import { type Billing, errors } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { CreditCard, LockKeyhole } from 'lucide-react';
import type { CallError } from '#kit/core/call-error.ts';
import { cardText } from '../../lib/texts/payment-words.ts';
import { ConsentNote } from '../people/consent-note.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';

interface OrderFormProps {
  /** "Creator pack". */
  title: string;
  /** "500 credits", "300 credits a month". */
  content: string;
  /** "$40.00", "$19.00 a month". */
  price: string;
  /** What is good to know before. */
  note: string | null;
  /** Set where one press pays; null leads to Stripe's page. */
  card: Billing['card'];
  /** Of the plan that somebody has: nothing is paid on a page of Stripe's. */
  isChange: boolean;
  busy: 'card' | 'checkout' | null;
  online: boolean;
  error: CallError | null;
  onCard: () => void;
  onCheckout: () => void;
}

/** The last look before paying: what, for how much, and how. */
export function OrderForm(props: OrderFormProps) {
  const { title, content, price, note, card, isChange, busy, online, error, onCard, onCheckout } = props;
  return (
    <div className="space-y-5">
      <div className="flex items-baseline justify-between gap-4 rounded-xl border border-line bg-raised/50 px-4 py-3.5">
        <div className="min-w-0">
          <p className="font-medium">{title}</p>
          <p className="text-ink-2 text-xs">{content}</p>
        </div>
        <p className="nums shrink-0 font-semibold text-xl tracking-tight">{price}</p>
      </div>
      {note && <p className="text-[0.8125rem] text-ink-2">{note}</p>}
      {error && <ErrorNotice error={error} />}
      {error && errors[error.code].retriable && (
        <p className="text-[0.8125rem] text-ink-2">
          <Trans>
            Trying again never charges you twice. If the payment did go through, the credits arrive
            automatically.
          </Trans>
        </p>
      )}
      <div className="space-y-2">
        {card && (
          <Button
            look="primary"
            size="large"
            className="w-full"
            busy={busy === 'card'}
            disabled={!online || busy !== null}
            onClick={onCard}
          >
            {busy !== 'card' && <CreditCard aria-hidden="true" className="size-4.5" />}
            <Trans>
              Pay {price} with {cardText(card)}
            </Trans>
          </Button>
        )}
        <Button
          look={card ? 'quiet' : 'primary'}
          size="large"
          className="w-full"
          busy={busy === 'checkout'}
          disabled={!online || busy !== null}
          onClick={onCheckout}
        >
          {!card && !isChange && busy !== 'checkout' && (
            <LockKeyhole aria-hidden="true" className="size-4.5" />
          )}
          {isChange ? t`Change plan` : card ? t`Pay another way` : t`Continue to payment`}
        </Button>
      </div>
      {!online && (
        <p className="text-held text-xs">
          <Trans>You are offline. Paying needs a connection.</Trans>
        </p>
      )}
      <ConsentNote to={isChange ? 'change' : 'pay'} />
      {!isChange && (
        <p className="text-ink-3 text-xs">
          {card
            ? t`The card is charged once, at exactly this price.`
            : t`You pay on Stripe’s page, where taxes and promotion codes are applied.`}
        </p>
      )}
    </div>
  );
}
