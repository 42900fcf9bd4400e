import type { Activity } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Radio } from 'lucide-react';
import { useList } from '#kit/hooks/use-list.ts';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { Unread } from '../../../components/controls/unread.tsx';
import { LoadOlder } from '../../../components/layout/load-older.tsx';
import { RowButton } from '../../../components/layout/row-button.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ActivitySheet } from '../../../components/work/activity-sheet.tsx';
import { CreditFlowAmounts } from '../../../components/work/credit-amount.tsx';
import { OperationIcon } from '../../../components/work/operation-icon.tsx';
import { StatusBadge } from '../../../components/work/status-badge.tsx';
import { useCatalog } from '../../../lib/data/use-catalog.ts';
import { creditFlow } from '../../../lib/money/credits/credit-flow.ts';
import { ownActivityList } from '../../../lib/service/sources/list-sources.ts';
import { dateTimeText } from '../../../lib/texts/format.ts';

interface RequestsTabProps {
  accountId: string;
  /** The request whose sheet is open; empty: none. */
  request: string;
  onRequest: (activityId: string) => void;
}

/** Shows the requests of an account; each opens like in the live view. */
export function RequestsTab({ accountId, request, onRequest }: RequestsTabProps) {
  const { items, ...list } = useList(ownActivityList(accountId));
  const { published } = useCatalog();
  const operations = published?.catalog.operations ?? {};
  if (!items)
    return (
      <Unread status={list.status}>
        <Skeleton className="h-40 rounded-2xl" />
      </Unread>
    );
  return (
    <>
      {items.length === 0 ? (
        <EmptyState icon={Radio} title={t`No requests yet`} />
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
          {items.map(({ id, value }) => (
            <Row
              key={id}
              activity={value}
              kind={operations[value.operation]?.kind}
              onOpen={() => onRequest(id)}
            />
          ))}
        </ul>
      )}
      <LoadOlder list={list} />
      <ActivitySheet
        activityId={request || undefined}
        row={items.find(({ id }) => id === request)}
        operations={operations}
        onClose={() => onRequest('')}
      />
    </>
  );
}

interface RowProps {
  activity: Activity;
  kind: Parameters<typeof OperationIcon>[0]['kind'];
  onOpen: () => void;
}

function Row({ activity, kind, onOpen }: RowProps) {
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 transition-colors hover:bg-raised/60">
      <span className="grid size-9 shrink-0 place-items-center rounded-xl bg-raised text-ink-2">
        <OperationIcon kind={kind} className="size-4.5" />
      </span>
      <div className="min-w-0 flex-1 basis-40">
        <RowButton onClick={onOpen} className="block max-w-full truncate font-medium">
          {activity.promptPreview || activity.operation}
        </RowButton>
        <p className="nums truncate text-ink-3 text-xs">
          {activity.model} · {dateTimeText(activity.createdAt)}
        </p>
      </div>
      <StatusBadge status={activity.status} />
      <CreditFlowAmounts flow={creditFlow(activity)} className="justify-end sm:w-64" />
    </li>
  );
}
