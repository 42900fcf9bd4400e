import type { Alert } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useMutation } from '@tanstack/react-query';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import type { LiveItem } from '#kit/live/live-store.ts';
import { EmailOf } from '../../components/people/email-of.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { FactList } from '../../components/ui/fact-list.tsx';
import { Field } from '../../components/ui/field.tsx';
import { toast } from '../../lib/page/toast.ts';
import { useReason } from '../../lib/page/use-reason.ts';
import { useServices } from '../../lib/service/services.ts';
import { alertText } from '../../lib/staff-texts/alert-text.ts';

/** Requests the resolution of an alert that doesn't resolve automatically. */
export function ResolveDialog({ item, onClose }: { item: LiveItem<Alert> | undefined; onClose: () => void }) {
  const { client } = useServices();
  const { reason, field, confirm, clear } = useReason();
  const close = () => {
    onClose();
    clear();
    resolve.reset();
  };
  const resolve = useMutation({
    mutationFn: (alertId: string) =>
      client.call('resolveAlert', { requestId: newRequestId(), alertId, reason }),
    onSuccess: () => {
      toast.success(t`The alert is resolved`);
      close();
    },
  });
  return (
    <ConfirmDialog
      title={t`Resolve this alert?`}
      confirmLabel={t`Resolve`}
      busy={resolve.isPending}
      open={item !== undefined}
      onCancel={close}
      onConfirm={() => confirm(() => item && resolve.mutate(item.id))}
    >
      {item && <AlertFacts alert={item.value} />}
      <Field {...field} hint={t`Say what was done. Kept in the audit log.`} />
      {resolve.error && (
        <div className="mt-4">
          <ErrorNotice error={toCallError(resolve.error)} />
        </div>
      )}
    </ConfirmDialog>
  );
}

function AlertFacts({ alert }: { alert: Alert }) {
  return (
    <div className="mb-4">
      <FactList
        facts={[
          { label: t`Alert`, value: alertText(alert) },
          ...(alert.accountId === null
            ? []
            : [{ label: t`Account`, value: <EmailOf uid={alert.accountId} /> }]),
          { label: t`Seen in`, value: alert.subject },
          {
            label: t`Effect`,
            value: t`It no longer counts against the service status. Nothing is repaired, and no credits move. It reopens if the problem is found again.`,
          },
        ]}
      />
    </div>
  );
}
