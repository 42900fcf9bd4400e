import type { ApprovalAction, RequestOf } from '@firemeter/functions/contract';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { useServices } from '../../lib/service/services.ts';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';

export interface ApprovalRequest {
  readonly action: ApprovalAction;
  /** The request that was rejected, without its id and reason. */
  readonly request: RequestOf<'requestApproval'>['request'];
}

interface RequestApprovalProps extends ApprovalRequest {
  /** Why the request was rejected. */
  readonly error: unknown;
  readonly reason: string;
}

/** Offers to request a second admin's approval, if it is required. */
export function RequestApproval({ error, action, request, reason }: RequestApprovalProps) {
  const { client } = useServices();
  const requestId = useMemo(newRequestId, []);
  const send = useMutation({
    mutationFn: () => client.call('requestApproval', { requestId, action, request, reason }),
  });
  if (toCallError(error).details.reason !== 'approval-needed') return null;
  if (send.data) {
    return (
      <p role="status" className="rounded-xl border border-ok/30 bg-ok/8 p-3 text-[0.8125rem]">
        <Trans>
          Requested. Another admin decides on the page{' '}
          <Link to="/admin/approvals" className="text-ember-text hover:underline">
            Approvals
          </Link>
          .
        </Trans>
      </p>
    );
  }
  return (
    <div className="space-y-2">
      {send.error && <ErrorNotice error={toCallError(send.error)} />}
      <Button busy={send.isPending} onClick={() => send.mutate()}>
        <Trans>Request approval</Trans>
      </Button>
    </div>
  );
}
