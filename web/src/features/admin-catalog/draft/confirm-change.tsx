import type { RequestOf, ResponseOf } from '@firemeter/functions/contract';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import {
  type ApprovalRequest,
  RequestApproval,
} from '../../../components/staff-actions/request-approval.tsx';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { useReason } from '../../../lib/page/use-reason.ts';
import { useServices } from '../../../lib/service/services.ts';
import { ReasonField } from '../sections/reason-field.tsx';

type Request = RequestOf<'updateCreditConfiguration'>;
type WithoutWords<R> = R extends unknown ? Omit<R, 'requestId' | 'reason'> : never;

export interface ConfirmChangeProps {
  title: string;
  confirmLabel: string;
  /** What is asked for, but for the reason. */
  change: WithoutWords<Request>;
  /** Wide enough for a table. */
  wide?: boolean;
  children: ReactNode;
  onDone: (answer: ResponseOf<'updateCreditConfiguration'>) => void;
  onClose: () => void;
}

/** Asks for the reason, then publishes: once, however often it has to be sent. */
export function ConfirmChange({
  title,
  confirmLabel,
  change,
  wide = false,
  children,
  onDone,
  onClose,
}: ConfirmChangeProps) {
  const { client } = useServices();
  const { reason, field, confirm } = useReason();
  // One id per intent: another reason is another intent.
  const [requestId, setRequestId] = useState(newRequestId);
  const publish = useMutation({
    mutationFn: () => client.call('updateCreditConfiguration', { ...change, requestId, reason } as Request),
    onSuccess: onDone,
  });
  return (
    <ConfirmDialog
      open
      title={title}
      confirmLabel={confirmLabel}
      wide={wide}
      busy={publish.isPending}
      onCancel={onClose}
      onConfirm={() => confirm(publish.mutate)}
    >
      {children}
      <ReasonField
        value={field.value}
        error={field.error}
        onChange={(event) => {
          field.onChange(event);
          setRequestId(newRequestId());
          if (publish.isError) publish.reset();
        }}
      />
      {publish.error && (
        <div className="mt-4 space-y-3">
          <ErrorNotice error={toCallError(publish.error)} />
          <RequestApproval
            error={publish.error}
            reason={reason}
            action="publish-prices"
            request={change as ApprovalRequest['request']}
          />
        </div>
      )}
    </ConfirmDialog>
  );
}
