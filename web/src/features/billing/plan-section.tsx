import type { Billing, Catalog } from '@firemeter/functions/contract';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button, buttonClass } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { SubscriptionView } from '../../components/subscription-view.tsx';
import { toCallError } from '../../lib/call-error.ts';
import { dateText } from '../../lib/format.ts';
import { newRequestId } from '../../lib/new-request-id.ts';
import { currentSubscription } from '../../lib/payment-words.ts';
import { useServices } from '../../lib/services.ts';
import { useOnline } from '../../lib/use-online.ts';
import { usePortal } from './use-portal.ts';

/** The plan that somebody has: to change, to cancel, to take up again, or to pay for when a payment failed. */
export function PlanSection({ billing, plans }: { billing: Billing | null; plans: Catalog['plans'] }) {
  const { client } = useServices();
  const online = useOnline();
  const portal = usePortal();
  const [asked, setAsked] = useState(false);
  const cancel = useMutation({
    mutationFn: () => client.call('cancelPlan', { requestId: newRequestId() }),
    onSuccess: () => toast.success('Your plan ends with its period'),
    onSettled: () => setAsked(false),
  });
  const resume = useMutation({
    mutationFn: () => client.call('resumePlan', { requestId: newRequestId() }),
    onSuccess: () => toast.success('Your plan goes on'),
  });
  const subscription = currentSubscription(billing);
  if (!subscription) {
    return (
      <div className="space-y-4 p-5">
        <p className="text-[0.8125rem] text-ink-2">
          {billing?.subscription?.status === 'cancelled'
            ? 'Your plan has ended. What you bought as packs stays.'
            : 'No plan. A plan brings new credits every month.'}
        </p>
        <Link to="/credits" className={buttonClass({})}>
          See the plans
        </Link>
      </div>
    );
  }
  const { isCancelled, status, periodEndMs } = subscription;
  const owes = status === 'past-due' || status === 'unpaid';
  const failed = cancel.error ?? resume.error ?? portal.error;
  return (
    <>
      <SubscriptionView
        subscription={subscription}
        plans={plans}
        nextAllotmentAt={billing?.nextAllotmentAt ?? null}
        actions={
          <>
            {owes && (
              <Button
                look="primary"
                disabled={!online}
                busy={portal.isPending || portal.isSuccess}
                onClick={() => portal.mutate()}
              >
                Pay with another card
              </Button>
            )}
            {isCancelled ? (
              <Button
                look="primary"
                disabled={!online}
                busy={resume.isPending}
                onClick={() => resume.mutate()}
              >
                Resume plan
              </Button>
            ) : (
              <>
                <Link to="/credits" className={buttonClass({})}>
                  Change plan
                </Link>
                <Button
                  look="quiet"
                  disabled={!online}
                  busy={cancel.isPending}
                  onClick={() => setAsked(true)}
                >
                  Cancel plan
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
        title="Cancel your plan?"
        confirmLabel="Cancel plan"
        cancelLabel="Keep it"
        open={asked}
        busy={cancel.isPending}
        onConfirm={() => cancel.mutate()}
        onCancel={() => setAsked(false)}
      >
        It goes on until {dateText(periodEndMs)} and then ends; nothing more is charged. Credits bought as
        packs stay. You can take this back until then.
      </ConfirmDialog>
    </>
  );
}
