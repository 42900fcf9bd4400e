import { type DisputeEvidence, MAX_EVIDENCE_LENGTH } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Check, Copy, FileText } from 'lucide-react';
import { useId, useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { toast } from '../../lib/page/toast.ts';
import { useReason } from '../../lib/page/use-reason.ts';
import { useServices } from '../../lib/service/services.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { Field, inputClass } from '../ui/field.tsx';
import { useCopy } from '../ui/use-copy.ts';

interface EvidenceFormProps {
  paymentId: string;
  disputeId: string;
}

/** Has evidence written from what is stored, to be read, changed, copied or submitted. */
export function EvidenceForm({ paymentId, disputeId }: EvidenceFormProps) {
  const { client } = useServices();
  const [draft, setDraft] = useState<DisputeEvidence>();
  const prepare = useMutation({
    mutationFn: () => client.call('prepareDisputeEvidence', { paymentId, disputeId }),
    onSuccess: ({ evidence }) => setDraft(evidence),
  });
  if (draft) {
    return <Draft draft={draft} onDraft={setDraft} paymentId={paymentId} disputeId={disputeId} />;
  }
  return (
    <div className="space-y-3">
      <p className="text-[0.8125rem] text-ink-2">
        <Trans>
          Evidence can be written from the purchase, the use of the account since then, and the terms that
          were agreed to.
        </Trans>
      </p>
      {prepare.error && <ErrorNotice error={toCallError(prepare.error)} />}
      <Button onClick={() => prepare.mutate()} busy={prepare.isPending}>
        {!prepare.isPending && <FileText aria-hidden="true" className="size-4" />}{' '}
        <Trans>Prepare evidence</Trans>
      </Button>
    </div>
  );
}

const fields = {
  product: t`Product and delivery`,
  accessLog: t`Activity log`,
  terms: t`Terms and refund policy`,
  explanation: t`Explanation`,
} satisfies Record<keyof DisputeEvidence, string>;
const names = Object.keys(fields) as (keyof DisputeEvidence)[];

interface DraftProps extends EvidenceFormProps {
  draft: DisputeEvidence;
  onDraft: (draft: DisputeEvidence) => void;
}

function Draft({ draft, onDraft, paymentId, disputeId }: DraftProps) {
  const { client } = useServices();
  const { reason, field, confirm } = useReason();
  const [isConfirming, setIsConfirming] = useState(false);
  // One id per intent: sent again after a lost answer, it is submitted once. An edit is another intent.
  const [requestId, setRequestId] = useState(newRequestId);
  const { copied, copy } = useCopy(names.map((name) => draft[name]).join('\n\n'));
  const submit = useMutation({
    mutationFn: () =>
      client.call('submitDisputeEvidence', { requestId, paymentId, disputeId, evidence: draft, reason }),
    onSuccess: () => toast.success(t`The evidence is submitted`),
  });
  const empty = names.filter((name) => draft[name].trim() === '');
  return (
    <form
      noValidate
      aria-label={t`Evidence`}
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (empty.length === 0) confirm(() => setIsConfirming(true));
      }}
    >
      {names.map((name) => (
        <TextArea
          key={name}
          label={fields[name]}
          value={draft[name]}
          onChange={(text) => {
            onDraft({ ...draft, [name]: text });
            setRequestId(newRequestId());
          }}
        />
      ))}
      <Field
        {...field}
        onChange={(event) => {
          field.onChange(event);
          setRequestId(newRequestId());
        }}
      />
      {submit.error && <ErrorNotice error={toCallError(submit.error)} />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" busy={submit.isPending} disabled={empty.length > 0}>
          <Trans>Submit evidence</Trans>
        </Button>
        <Button onClick={copy}>
          {copied ? (
            <Check aria-hidden="true" className="size-4" />
          ) : (
            <Copy aria-hidden="true" className="size-4" />
          )}{' '}
          {copied ? <Trans>Copied</Trans> : <Trans>Copy all</Trans>}
        </Button>
      </div>
      <ConfirmDialog
        title={t`Submit this evidence?`}
        confirmLabel={t`Submit evidence`}
        open={isConfirming}
        onCancel={() => setIsConfirming(false)}
        onConfirm={() => {
          setIsConfirming(false);
          submit.mutate();
        }}
      >
        <FactList
          facts={[
            { label: t`Dispute`, value: disputeId },
            {
              label: t`Effect`,
              value: t`The bank receives these texts and the buyer’s email address, once. Nothing can be added later.`,
            },
            { label: t`Reason`, value: reason },
          ]}
        />
      </ConfirmDialog>
    </form>
  );
}

interface TextAreaProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
}

function TextArea({ label, value, onChange }: TextAreaProps) {
  const id = useId();
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="font-medium text-[0.8125rem] text-ink">
        {label}
      </label>
      <textarea
        id={id}
        // Banks read it in English.
        lang="en"
        dir="ltr"
        rows={5}
        maxLength={MAX_EVIDENCE_LENGTH}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        className={`${inputClass} py-2`}
      />
    </div>
  );
}
