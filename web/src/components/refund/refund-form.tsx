import type { Account, Payment } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { useLive } from '#kit/hooks/use-live.ts';
import type { LiveItem } from '#kit/live/live-store.ts';
import { useEmailOf } from '../../lib/data/use-email-of.ts';
import { toast } from '../../lib/page/toast.ts';
import { useServices } from '../../lib/service/services.ts';
import { accountSource } from '../../lib/service/sources/live-sources.ts';
import { creditsText } from '../../lib/texts/format.ts';
import { moneyText } from '../../lib/texts/money-text.ts';
import { Segmented } from '../controls/segmented.tsx';
import { RequestApproval } from '../staff-actions/request-approval.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { Field } from '../ui/field.tsx';
import {
  type RefundDraft,
  type RefundFaults,
  type RefundRequest,
  readRefund,
  refundableCents,
  refundEffect,
} from './refund-draft.ts';

const emptyDraft: RefundDraft = { how: 'all', amount: '', reason: '' };

/** Gives a payment back, all of it or a part; the credits behind it go with it. */
export function RefundForm({ payment: { id, value } }: { payment: LiveItem<Payment> }) {
  const { client } = useServices();
  const account = useLive(accountSource(value.accountId)).items?.[0]?.value;
  const who = useEmailOf(value.uid, account?.email);
  const [draft, setDraft] = useState(emptyDraft);
  const [faults, setFaults] = useState<RefundFaults>({});
  const [requested, setRequested] = useState<RefundRequest>();
  // One id per intent: sent again after a lost answer it gives back once. An edit is another intent.
  const [requestId, setRequestId] = useState(newRequestId);
  const refund = useMutation({
    mutationFn: (wish: RefundRequest) => client.call('refundPayment', { requestId, paymentId: id, ...wish }),
    onSuccess: (_, { amountCents }) => {
      toast.success(t`Refunded ${moneyText(amountCents ?? leftCents, value.currency)}`);
      setDraft(emptyDraft);
      setRequestId(newRequestId());
    },
  });
  const leftCents = refundableCents(value);
  const left = moneyText(leftCents, value.currency);
  if (leftCents === 0) return null;

  const change = (changed: Partial<RefundDraft>) => {
    setDraft({ ...draft, ...changed });
    setFaults({});
    setRequestId(newRequestId());
    if (refund.isError) refund.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { wish, faults: found } = readRefund(draft, value);
    setFaults(found ?? {});
    if (wish) setRequested(wish);
  };
  return (
    <form
      noValidate
      aria-label={t`Refund`}
      onSubmit={submit}
      className="space-y-4 rounded-2xl border border-line p-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="font-semibold">
          <Trans>Refund</Trans>
        </h3>
        <Segmented
          label={t`Refund amount`}
          value={draft.how}
          options={[
            { value: 'all', label: t`All · ${left}` },
            { value: 'part', label: t`Partial` },
          ]}
          onChange={(how) => change({ how })}
        />
      </div>
      {draft.how === 'part' && (
        <Field
          label={t`Amount`}
          type="number"
          inputMode="decimal"
          min={0}
          step="any"
          aside={<span className="text-ink-3 text-xs uppercase">{value.currency}</span>}
          hint={t`At most ${left}.`}
          value={draft.amount}
          error={faults.amount}
          onChange={(event) => change({ amount: event.target.value })}
        />
      )}
      <Field
        label={t`Reason`}
        maxLength={300}
        value={draft.reason}
        error={faults.reason}
        onChange={(event) => change({ reason: event.target.value })}
      />
      {refund.error && <ErrorNotice error={toCallError(refund.error)} />}
      {refund.error && refund.variables && (
        <RequestApproval
          error={refund.error}
          action="refund-payment"
          request={{ paymentId: id, amountCents: refund.variables.amountCents }}
          reason={refund.variables.reason}
        />
      )}
      <Button type="submit" look="danger" busy={refund.isPending} className="w-full">
        {!refund.isPending && <Undo2 aria-hidden="true" className="size-4" />}
        <Trans>Refund</Trans>
      </Button>
      <ConfirmDialog
        title={requested ? t`Refund ${moneyText(requested.amountCents ?? leftCents, value.currency)}?` : ''}
        confirmLabel={t`Refund`}
        open={requested !== undefined}
        onCancel={() => setRequested(undefined)}
        onConfirm={() => {
          if (requested) refund.mutate(requested);
          setRequested(undefined);
        }}
      >
        {requested && <FactList facts={factsOf(requested, value, { account, who })} />}
        <p className="mt-3">
          {value.bought.kind === 'plan' && t`Unused credits of this month are removed.`}{' '}
          <Trans>
            The next credits repay what is owed. A refund can’t be undone and is kept in the audit log.
          </Trans>
        </p>
      </ConfirmDialog>
    </form>
  );
}

/** Whom it is about, and what becomes of their money and their credits. */
function factsOf(
  { amountCents, reason }: RefundRequest,
  payment: Payment,
  { account, who }: { account: Account | undefined; who: string },
) {
  const { bought, currency, paidCents } = payment;
  const effect = account && refundEffect(payment, { amountCents, account, nowMs: Date.now() });
  const back = moneyText(amountCents ?? refundableCents(payment), currency);
  return [
    { label: t`To`, value: who },
    { label: t`For`, value: bought.label },
    { label: t`Money`, value: t`${back} of ${moneyText(paidCents ?? 0, currency)} goes back` },
    ...(effect
      ? [
          { label: t`Credits taken`, value: creditsText(effect.takenMicros) },
          { label: t`Owed for spent credits`, value: creditsText(effect.owedMicros) },
        ]
      : []),
    { label: t`Reason`, value: reason },
  ];
}
