import type { Endpoint } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { Button } from '../../components/ui/button.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { Field } from '../../components/ui/field.tsx';
import { toast } from '../../lib/page/toast.ts';
import { useReason } from '../../lib/page/use-reason.ts';
import { useServices } from '../../lib/service/services.ts';
import { EndpointSecret } from './endpoint-secret.tsx';

interface EndpointActionsProps {
  endpointId: string;
  endpoint: Endpoint;
  onDeleted: () => void;
}

/** Tests an endpoint, makes a new secret for it, or deletes it. */
export function EndpointActions({ endpointId, endpoint, onDeleted }: EndpointActionsProps) {
  const { client } = useServices();
  const [asking, setAsking] = useState<'rotate-secret' | 'delete' | null>(null);
  const { reason, field, confirm, clear } = useReason();
  const test = useMutation({
    mutationFn: () =>
      client.call('changeEndpoint', { action: 'test', requestId: newRequestId(), endpointId }),
    onSuccess: () => toast.success(t`A test is on its way`),
  });
  const change = useMutation({
    mutationFn: (action: 'rotate-secret' | 'delete') =>
      client.call('changeEndpoint', { action, requestId: newRequestId(), endpointId, reason }),
    onSuccess: (_, action) => {
      close();
      if (action === 'delete') onDeleted();
    },
  });
  const close = () => {
    setAsking(null);
    clear();
  };
  const secret = change.data?.secret ?? null;
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          busy={test.isPending}
          disabled={endpoint.state !== 'on'}
          onClick={() => test.mutate()}
        >
          <Trans>Send test</Trans>
        </Button>
        {endpoint.kind === 'webhook' && (
          <Button size="small" onClick={() => setAsking('rotate-secret')}>
            <Trans>Replace secret</Trans>
          </Button>
        )}
        <Button size="small" look="danger" onClick={() => setAsking('delete')}>
          <Trans>Delete</Trans>
        </Button>
      </div>
      {test.error && <ErrorNotice error={toCallError(test.error)} />}
      {secret !== null && <EndpointSecret secret={secret} onDone={() => change.reset()} />}
      <ConfirmDialog
        title={asking === 'delete' ? t`Delete this endpoint?` : t`Replace the secret?`}
        confirmLabel={asking === 'delete' ? t`Delete` : t`Replace`}
        busy={change.isPending}
        open={asking !== null}
        onCancel={close}
        onConfirm={() => confirm(() => asking && change.mutate(asking))}
      >
        <p className="mb-4">
          {asking === 'delete' ? (
            <Trans>Nothing more is sent to it. What waits to be sent is dropped.</Trans>
          ) : (
            <Trans>The current secret keeps signing for 24 hours, along with the new one.</Trans>
          )}
        </p>
        <Field {...field} hint={t`Kept in the audit log.`} />
        {change.error && (
          <div className="mt-4">
            <ErrorNotice error={toCallError(change.error)} />
          </div>
        )}
      </ConfirmDialog>
    </div>
  );
}
