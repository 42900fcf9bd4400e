import { mayDo, type Payment, type Reversal } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useNow } from '#kit/hooks/use-now.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { disputeReasonText, disputeStatusText } from '../../lib/staff-texts/dispute-texts.ts';
import { dateTimeText } from '../../lib/texts/format.ts';
import { moneyText } from '../../lib/texts/money-text.ts';
import { CopyText } from '../ui/copy-text.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { EvidenceForm } from './evidence-form.tsx';

interface DisputeCardProps {
  paymentId: string;
  disputeId: string;
  dispute: Reversal;
  payment: Payment;
}

/** A dispute with its deadline, and the evidence for it. */
export function DisputeCard({ paymentId, disputeId, dispute, payment }: DisputeCardProps) {
  const me = usePerson();
  const nowMs = useNow({ everyMs: 60_000 });
  const details = dispute.dispute ?? null;
  const dueAtMs = details?.dueAtMs ?? null;
  const isOver = dueAtMs !== null && dueAtMs < nowMs;
  const isOpen = dispute.state === 'open' && (details?.submissions ?? 0) === 0 && !isOver;
  const mayAnswer = mayDo(me.role, 'answer-disputes') && me.uid !== payment.uid;
  return (
    <section aria-label={t`Dispute`} className="space-y-4 rounded-2xl border border-line p-4">
      <h3 className="font-semibold">
        <Trans>Dispute</Trans>
      </h3>
      <FactList
        facts={[
          { label: t`Status`, value: details ? disputeStatusText(details.status) : t`not known` },
          { label: t`Reason`, value: details ? disputeReasonText(details.reason) : t`not known` },
          { label: t`Amount`, value: moneyText(dispute.amountCents, payment.currency) },
          {
            label: t`Evidence due`,
            value:
              dueAtMs === null
                ? t`not known`
                : isOver
                  ? t`${dateTimeText(dueAtMs)} (over)`
                  : dateTimeText(dueAtMs),
          },
          {
            label: t`Evidence`,
            value: (details?.submissions ?? 0) > 0 ? t`submitted` : t`not submitted`,
          },
          { label: t`Stripe id`, value: <CopyText text={disputeId} label={t`dispute id`} /> },
        ]}
      />
      {isOpen && mayAnswer && <EvidenceForm paymentId={paymentId} disputeId={disputeId} />}
    </section>
  );
}
