import type { Payment } from '@firemeter/functions/contract';
import type { LiveItem } from '#kit/live/live-store.ts';
import { DisputeCard } from './dispute-card.tsx';
import { FraudNotice } from './fraud-notice.tsx';

/** Shows staff what endangers a payment: a warning of fraud, and disputes. */
export function PaymentRisks({ payment: { id, value } }: { payment: LiveItem<Payment> }) {
  const disputes = Object.entries(value.reversals).filter(([, { kind }]) => kind === 'dispute');
  return (
    <>
      {value.fraudWarning && <FraudNotice warning={value.fraudWarning} />}
      {disputes.map(([disputeId, dispute]) => (
        <DisputeCard key={disputeId} paymentId={id} disputeId={disputeId} dispute={dispute} payment={value} />
      ))}
    </>
  );
}
