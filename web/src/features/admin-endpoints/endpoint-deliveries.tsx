import type { Delivery } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { useList } from '#kit/hooks/use-list.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { LoadOlder } from '../../components/layout/load-older.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { Field } from '../../components/ui/field.tsx';
import { toast } from '../../lib/page/toast.ts';
import { useReason } from '../../lib/page/use-reason.ts';
import { useServices } from '../../lib/service/services.ts';
import { deliveryList } from '../../lib/service/sources/list-sources.ts';
import { dateTimeText } from '../../lib/texts/format.ts';
import { deliveryWords, eventText } from './endpoint-words.ts';

/** The most that one call sends again. */
const MAX_REPLAYED = 100;

/** Shows what was sent to an endpoint, and sends it again. */
export function EndpointDeliveries({ endpointId }: { endpointId: string }) {
  const source = useMemo(() => deliveryList(endpointId), [endpointId]);
  const { items, ...list } = useList(source);
  const [replaying, setReplaying] = useState<readonly string[]>();
  const lost = (items ?? [])
    .filter(({ value }) => value.state === 'failed')
    .map(({ id }) => id)
    .slice(0, MAX_REPLAYED);
  return (
    <section className="space-y-3">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">
          <Trans>Deliveries</Trans>
        </h2>
        {lost.length > 0 && (
          <Button size="small" onClick={() => setReplaying(lost)}>
            <Trans>Send failed ones again</Trans>
          </Button>
        )}
      </div>
      {!items && (
        <Unread status={list.status}>
          <Skeleton className="h-32 rounded-2xl" />
        </Unread>
      )}
      {items?.length === 0 && (
        <p className="text-ink-3 text-xs">
          <Trans>Nothing was sent yet.</Trans>
        </p>
      )}
      {items && items.length > 0 && (
        <ul
          aria-label={t`Deliveries`}
          className="divide-y divide-line rounded-2xl border border-line bg-surface"
        >
          {items.map(({ id, value }) => (
            <Row key={id} delivery={value} onReplay={() => setReplaying([id])} />
          ))}
        </ul>
      )}
      <LoadOlder list={list} />
      <ReplayDialog deliveryIds={replaying} onClose={() => setReplaying(undefined)} />
    </section>
  );
}

function Row({ delivery, onReplay }: { delivery: Delivery; onReplay: () => void }) {
  const { kind, state, attempts, tries, createdAt, nextAttemptAt } = delivery;
  const result = tries.at(-1)?.result;
  return (
    <li className="flex items-start justify-between gap-3 px-4 py-3">
      <div className="min-w-0">
        <p className="font-medium text-[0.8125rem]">{eventText(kind)}</p>
        <p className="nums text-ink-3 text-xs">{dateTimeText(createdAt)}</p>
        <p className={state === 'failed' ? 'nums text-bad text-xs' : 'nums text-ink-2 text-xs'}>
          {deliveryWords[state]}
          {result !== undefined && ` · ${result}`}
          {attempts > 1 && (
            <>
              {' · '}
              <Plural value={attempts} one="# attempt" other="# attempts" />
            </>
          )}
        </p>
        {state === 'waiting' && nextAttemptAt !== null && attempts > 0 && (
          <p className="nums text-ink-3 text-xs">
            <Trans>Next attempt: {dateTimeText(nextAttemptAt)}</Trans>
          </p>
        )}
      </div>
      <Button size="small" onClick={onReplay}>
        <Trans>Send again</Trans>
      </Button>
    </li>
  );
}

function ReplayDialog({
  deliveryIds,
  onClose,
}: {
  deliveryIds: readonly string[] | undefined;
  onClose: () => void;
}) {
  const { client } = useServices();
  const { reason, field, confirm, clear } = useReason();
  const replay = useMutation({
    mutationFn: (ids: readonly string[]) =>
      client.call('replayDeliveries', { requestId: newRequestId(), deliveryIds: [...ids], reason }),
    onSuccess: () => {
      toast.success(t`It is being sent again`);
      close();
    },
  });
  const close = () => {
    onClose();
    clear();
    replay.reset();
  };
  return (
    <ConfirmDialog
      title={t`Send again?`}
      confirmLabel={t`Send again`}
      busy={replay.isPending}
      open={deliveryIds !== undefined}
      onCancel={close}
      onConfirm={() => confirm(() => deliveryIds && replay.mutate(deliveryIds))}
    >
      <p className="mb-4">
        <Trans>A message keeps its id, so that a receiver which has it already can ignore it.</Trans>
      </p>
      <Field {...field} hint={t`Kept in the audit log.`} />
      {replay.error && (
        <div className="mt-4">
          <ErrorNotice error={toCallError(replay.error)} />
        </div>
      )}
    </ConfirmDialog>
  );
}
