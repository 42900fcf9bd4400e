import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useLive } from '#kit/hooks/use-live.ts';
import { Sheet } from '../../components/controls/sheet.tsx';
import { PaymentRisks } from '../../components/disputes/payment-risks.tsx';
import { PaymentReceipt } from '../../components/money/payment-receipt.tsx';
import { UserLink } from '../../components/people/user-link.tsx';
import { RefundForm } from '../../components/refund/refund-form.tsx';
import { useEmailOf } from '../../lib/data/use-email-of.ts';
import { whyNot } from '../../lib/errors/why-not.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { accountSource, paymentSource } from '../../lib/service/sources/live-sources.ts';

/** Shows a payment, and what can be done about it. */
export function PaymentSheet({ paymentId, onClose }: { paymentId: string | undefined; onClose: () => void }) {
  const me = usePerson();
  const { items } = useLive(paymentId === undefined ? null : paymentSource(paymentId));
  const payment = items?.[0];
  const account = useLive(payment ? accountSource(payment.value.accountId) : null).items?.[0]?.value;
  const who = useEmailOf(payment?.value.uid ?? '');
  const reason = whyNot(me.role, 'refund-payment', { isSelf: me.uid === account?.ownerUid });
  const lot = account?.lots.find(({ lotId }) => lotId === payment?.value.lot?.lotId);
  return (
    <Sheet title={t`Payment`} open={paymentId !== undefined} onClose={onClose}>
      {payment ? (
        <>
          <p className="mb-4 text-[0.8125rem]">
            <UserLink uid={payment.value.uid}>{who}</UserLink>
          </p>
          <PaymentReceipt payment={payment} remainingMicros={account && (lot?.remainingMicros ?? 0)}>
            <PaymentRisks payment={payment} />
            {reason ? (
              <p className="text-ink-3 text-xs">{reason}</p>
            ) : (
              <RefundForm key={payment.id} payment={payment} />
            )}
          </PaymentReceipt>
        </>
      ) : (
        items && (
          <p className="text-ink-2">
            <Trans>There is no such payment.</Trans>
          </p>
        )
      )}
    </Sheet>
  );
}
