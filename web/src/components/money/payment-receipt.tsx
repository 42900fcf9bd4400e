import type { Payment } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LiveItem } from '#kit/live/live-store.ts';
import { creditsText, dateTimeText } from '../../lib/texts/format.ts';
import { moneyText } from '../../lib/texts/money-text.ts';
import { boughtText, paymentStory, viaTexts } from '../../lib/texts/payment-words.ts';
import { buttonClass } from '../ui/button.tsx';
import { CopyText } from '../ui/copy-text.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { PaymentBadge } from './payment-badge.tsx';

interface PaymentReceiptProps {
  payment: LiveItem<Payment>;
  /** Of its credits, what is left in the balance; undefined: not known. */
  remainingMicros: number | undefined;
  children?: ReactNode;
}

/** A payment with every fact: what was bought and paid, what it brought, and what went back. */
export function PaymentReceipt({ payment: { id, value }, remainingMicros, children }: PaymentReceiptProps) {
  const { bought, currency, amountCents, paidCents, refundedCents, revokedMicros, state, lot } = value;
  const story = paymentStory(value);
  // Of a plan every month brings a lot of its own: what is left of this one says nothing of the others.
  const isCounted = bought.kind === 'pack' && lot !== null && remainingMicros !== undefined;
  const usedMicros = isCounted ? bought.micros - revokedMicros - remainingMicros : 0;
  const money = (cents: number) => moneyText(cents, currency);
  return (
    <div className="space-y-5">
      <div className="relative overflow-hidden rounded-2xl border border-line bg-raised/40 p-5">
        <div
          aria-hidden="true"
          className="-end-14 -top-20 absolute size-52 rounded-full bg-[radial-gradient(closest-side,var(--glow),transparent)]"
        />
        <div className="relative flex items-start justify-between gap-3">
          <p className="font-medium text-ink-2">{boughtText(bought)}</p>
          <PaymentBadge state={state} />
        </div>
        <p className="nums relative mt-5 font-semibold text-4xl tracking-[-0.03em]">
          {money(paidCents ?? amountCents)}
        </p>
        <p className="relative mt-1 text-ink-2">
          <Trans>for {creditsText(bought.micros)}</Trans>
        </p>
        {story && (
          <p className="relative mt-4 border-line border-t border-dashed pt-3 text-[0.8125rem] text-ink-2">
            {story}
          </p>
        )}
      </div>
      <FactList
        facts={[
          { label: t`Ordered`, value: dateTimeText(value.createdAt) },
          ...(value.paidAt === null ? [] : [{ label: t`Paid`, value: dateTimeText(value.paidAt) }]),
          {
            label: t`Method`,
            value: viaTexts[value.via],
          },
          { label: t`Price shown`, value: money(amountCents) },
          ...(paidCents === null || paidCents === amountCents
            ? []
            : [{ label: t`Total paid`, value: t`${money(paidCents)}, with discounts and tax` }]),
          ...(refundedCents === 0 ? [] : [{ label: t`Refunded`, value: money(refundedCents) }]),
          ...(revokedMicros === 0 ? [] : [{ label: t`Taken back`, value: creditsText(revokedMicros) }]),
          ...(usedMicros > 0 ? [{ label: t`Used or held`, value: creditsText(usedMicros) }] : []),
          ...(lot && remainingMicros !== undefined
            ? [{ label: t`Remaining`, value: creditsText(remainingMicros) }]
            : []),
          { label: t`Terms`, value: t`Version ${value.termsVersion}` },
          { label: t`Payment`, value: <CopyText text={id} label={t`payment id`} /> },
        ]}
      />
      {value.receiptUrl && (
        <a href={value.receiptUrl} target="_blank" rel="noreferrer" className={`${buttonClass({})} w-full`}>
          <Trans>Receipt from Stripe</Trans>
          <ExternalLink aria-hidden="true" className="size-4 text-ink-3" />
        </a>
      )}
      {children}
    </div>
  );
}
