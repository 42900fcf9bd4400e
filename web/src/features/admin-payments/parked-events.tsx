import type { ParkReason, StripeEvent } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { CircleCheckBig, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import type { ShownList } from '#kit/hooks/use-list.ts';
import type { LiveItem } from '#kit/live/live-store.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { LoadOlder } from '../../components/layout/load-older.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { CopyText } from '../../components/ui/copy-text.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { Field } from '../../components/ui/field.tsx';
import { toast } from '../../lib/page/toast.ts';
import { useReason } from '../../lib/page/use-reason.ts';
import { useServices } from '../../lib/service/services.ts';
import { dateTimeText } from '../../lib/texts/format.ts';
import { EventFacts } from './event-facts.tsx';

const reasons: Record<ParkReason, string> = {
  'live-in-test-mode': t`This event is for live mode, and this app runs in test mode.`,
  'test-in-live-mode': t`This event is for test mode, and this app runs in live mode.`,
  'other-account': t`It comes from another Stripe account.`,
  'unknown-type': t`Events of this type are not handled.`,
  unreadable: t`Its format doesn’t match Stripe’s documentation.`,
  'no-payment': t`The payment it refers to doesn’t exist.`,
  'no-account': t`The account it refers to doesn’t exist.`,
  'no-plan': t`Its price doesn’t match a plan in the catalog.`,
  'other-currency': t`Its currency differs from the payment’s.`,
};

/** What Stripe told and nothing was done for: newest first, each to be handled again. */
export function ParkedEvents({ list }: { list: ShownList<StripeEvent> }) {
  const { status, items: events } = list;
  const { client } = useServices();
  const [asked, setAsked] = useState<LiveItem<StripeEvent>>();
  const { reason, field, confirm, clear } = useReason();
  const replay = useMutation({
    mutationFn: (eventId: string) =>
      client.call('replayStripeEvent', { requestId: newRequestId(), eventId, reason }),
    onSuccess: ({ state, why }) => {
      if (state === 'handled') toast.success(t`The event is handled`);
      else toast.error(why ? t`Still parked: ${reasons[why]}` : t`Still parked`);
      close();
    },
  });
  const close = () => {
    setAsked(undefined);
    clear();
    replay.reset();
  };
  if (!events) {
    return status === 'error' ? (
      <EmptyState icon={RotateCw} title={t`The events could not be read`}>
        <Trans>Retrying automatically.</Trans>
      </EmptyState>
    ) : (
      <div role="status" aria-label={t`Loading the events`}>
        <Skeleton className="h-32 rounded-2xl" />
      </div>
    );
  }
  if (events.length === 0) {
    return (
      <EmptyState icon={CircleCheckBig} title={t`Nothing is parked`}>
        <Trans>Every event of Stripe’s was handled.</Trans>
      </EmptyState>
    );
  }
  return (
    <>
      <ul
        aria-label={t`Parked events`}
        className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface"
      >
        {events.map(({ id, value, value: { type, why, receivedAt, paymentId } }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3.5 sm:px-5">
            <div className="min-w-0 flex-1 basis-64">
              <p className="break-words font-medium font-mono text-[0.8125rem]">{type}</p>
              <p className="text-ink-2">{why ? reasons[why] : t`Put aside.`}</p>
              <p className="nums mt-1 flex flex-wrap gap-x-3 gap-y-1 text-ink-3 text-xs">
                {dateTimeText(receivedAt)}
                <CopyText text={id} label={t`event id`} />
                {paymentId && <CopyText text={paymentId} label={t`payment id`} />}
              </p>
            </div>
            <Button size="small" onClick={() => setAsked({ id, value })}>
              <RotateCw aria-hidden="true" className="size-4" />{' '}
              <Trans>
                Handle again <span className="sr-only">{type}</span>
              </Trans>
            </Button>
          </li>
        ))}
      </ul>
      <LoadOlder list={list} />
      <ConfirmDialog
        title={t`Handle this event again?`}
        confirmLabel={t`Handle again`}
        open={asked !== undefined}
        busy={replay.isPending}
        onCancel={close}
        onConfirm={() => confirm(() => asked && replay.mutate(asked.id))}
      >
        {asked && <EventFacts event={asked.value} />}
        <div className="mt-4 space-y-4">
          <Field {...field} />
          {replay.error && <ErrorNotice error={toCallError(replay.error)} />}
        </div>
      </ConfirmDialog>
    </>
  );
}
