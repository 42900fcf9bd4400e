import type { Account, Billing } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Receipt } from 'lucide-react';
import { useList } from '#kit/hooks/use-list.ts';
import { useLive } from '#kit/hooks/use-live.ts';
import { Sheet } from '../../../components/controls/sheet.tsx';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { Unread } from '../../../components/controls/unread.tsx';
import { PaymentRisks } from '../../../components/disputes/payment-risks.tsx';
import { LoadOlder } from '../../../components/layout/load-older.tsx';
import { PaymentList } from '../../../components/money/payment-list.tsx';
import { PaymentReceipt } from '../../../components/money/payment-receipt.tsx';
import { RefundForm } from '../../../components/refund/refund-form.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { FactList } from '../../../components/ui/fact-list.tsx';
import { whyNot } from '../../../lib/errors/why-not.ts';
import { usePerson } from '../../../lib/service/session/person.tsx';
import { paymentList } from '../../../lib/service/sources/list-sources.ts';
import { billingSource, paymentSource } from '../../../lib/service/sources/live-sources.ts';
import { creditsText, dateText } from '../../../lib/texts/format.ts';

interface PaymentsTabProps {
  accountId: string;
  account: Account;
  /** The payment whose sheet is open; empty: none. */
  payment: string;
  onPayment: (paymentId: string) => void;
}

/** Shows a user's payments and payment method. */
export function PaymentsTab({ accountId, account, payment, onPayment }: PaymentsTabProps) {
  const me = usePerson();
  const { items, ...list } = useList(paymentList(accountId));
  const billing = useLive(billingSource(accountId)).items?.[0]?.value;
  const opened = useLive(payment === '' ? null : paymentSource(payment)).items?.[0];
  const lot = account.lots.find(({ lotId }) => lotId === opened?.value.lot?.lotId);
  const reason = whyNot(me.role, 'refund-payment', { isSelf: me.uid === account.ownerUid });
  return (
    <div className="space-y-5">
      {billing && <Plan billing={billing} />}
      <section aria-label={t`Payments`} className="overflow-hidden rounded-2xl border border-line bg-surface">
        {!items ? (
          <Unread status={list.status}>
            <Skeleton className="m-4 h-14 rounded-xl" />
          </Unread>
        ) : items.length === 0 ? (
          <EmptyState icon={Receipt} title={t`Nothing bought yet`} />
        ) : (
          <PaymentList payments={items} onOpen={onPayment} />
        )}
      </section>
      <LoadOlder list={list} />
      <Sheet title={t`Payment`} open={opened !== undefined} onClose={() => onPayment('')}>
        {opened && (
          <PaymentReceipt payment={opened} remainingMicros={lot?.remainingMicros ?? 0}>
            <PaymentRisks payment={opened} />
            {reason ? (
              <p className="text-ink-3 text-xs">{reason}</p>
            ) : (
              <RefundForm key={opened.id} payment={opened} />
            )}
          </PaymentReceipt>
        )}
      </Sheet>
    </div>
  );
}

function Plan({ billing: { paidPlan, subscription, topUp, card, disputes } }: { billing: Billing }) {
  return (
    <section aria-label={t`Plan`} className="rounded-2xl border border-line bg-surface px-5 py-3">
      <FactList
        facts={[
          {
            label: t`Plan`,
            value: paidPlan ? t`${paidPlan.plan}, until ${dateText(paidPlan.endMs)}` : t`none`,
          },
          { label: t`Subscription`, value: subscription?.status ?? t`none` },
          { label: t`Card`, value: card ? `${card.brand} ···· ${card.last4}` : t`none saved` },
          { label: t`Automatic top-up`, value: topUp ? t`below ${creditsText(topUp.belowMicros)}` : t`off` },
          { label: t`Disputes`, value: disputes.length },
        ]}
      />
    </section>
  );
}
