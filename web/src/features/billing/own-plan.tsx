import type { Catalog, Subscription } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { useOnline } from '#kit/hooks/use-online.ts';
import { SubscriptionView } from '../../components/money/subscription-view.tsx';
import { Button, buttonClass } from '../../components/ui/button.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { toast } from '../../lib/page/toast.ts';
import { useServices } from '../../lib/service/services.ts';
import { dateText } from '../../lib/texts/format.ts';
import { usePortal } from './use-portal.ts';

interface OwnPlanProps {
  subscription: Subscription;
  isSuspended: boolean;
  plans: Catalog['plans'];
  nextAllotmentAt: number | null;
  /** Of two plans only the first can become another one. */
  canChange: boolean;
}

/** A plan that somebody has: to change, to cancel, to resume, or to pay for when a payment failed. */
export function OwnPlan({ subscription, isSuspended, plans, nextAllotmentAt, canChange }: OwnPlanProps) {
  const { client } = useServices();
  const online = useOnline();
  const portal = usePortal();
  const [asked, setAsked] = useState(false);
  const { subscriptionId, isCancelled, status, periodEndMs } = subscription;
  const cancel = useMutation({
    mutationFn: () => client.call('cancelPlan', { requestId: newRequestId(), subscriptionId }),
    onSuccess: () => toast.success(t`Your plan ends with the current period`),
    onSettled: () => setAsked(false),
  });
  const resume = useMutation({
    mutationFn: () => client.call('resumePlan', { requestId: newRequestId(), subscriptionId }),
    onSuccess: () => toast.success(t`Your plan continues`),
  });
  const owes = status === 'past-due' || status === 'unpaid';
  const failed = cancel.error ?? resume.error ?? portal.error;
  return (
    <div>
      <SubscriptionView
        subscription={subscription}
        paused={isSuspended}
        plans={plans}
        nextAllotmentAt={nextAllotmentAt}
        actions={
          <>
            {owes && !isSuspended && (
              <Button
                look="primary"
                disabled={!online}
                busy={portal.isPending || portal.isSuccess}
                onClick={() => portal.mutate()}
              >
                <Trans>Use another card</Trans>
              </Button>
            )}
            {isCancelled ? (
              <Button
                look="primary"
                disabled={!online}
                busy={resume.isPending}
                onClick={() => resume.mutate()}
              >
                <Trans>Resume plan</Trans>
              </Button>
            ) : (
              <>
                {canChange && !isSuspended && (
                  <Link to="/credits" className={buttonClass({})}>
                    <Trans>Change plan</Trans>
                  </Link>
                )}
                <Button
                  look="quiet"
                  disabled={!online}
                  busy={cancel.isPending}
                  onClick={() => setAsked(true)}
                >
                  <Trans>Cancel plan</Trans>
                </Button>
              </>
            )}
          </>
        }
      />
      {failed && (
        <div className="px-5 pb-5">
          <ErrorNotice error={toCallError(failed)} />
        </div>
      )}
      <ConfirmDialog
        title={t`Cancel your plan?`}
        confirmLabel={t`Cancel plan`}
        cancelLabel={t`Keep it`}
        open={asked}
        busy={cancel.isPending}
        onConfirm={() => cancel.mutate()}
        onCancel={() => setAsked(false)}
      >
        <Trans>
          It goes on until {dateText(periodEndMs)} and then ends; nothing more is charged. Credits bought as
          packs stay. You can undo this until then.
        </Trans>
      </ConfirmDialog>
    </div>
  );
}
