import type { Activity, Operation } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Radio, SearchX } from 'lucide-react';
import type { ShownList } from '#kit/hooks/use-list.ts';
import type { ListItem } from '#kit/lists/joined-list.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { LoadOlder } from '../../components/layout/load-older.tsx';
import { Button } from '../../components/ui/button.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { ActivityTable } from './activity-table.tsx';

export type Rows = readonly ListItem<Activity>[];

interface ActivityResultsProps {
  rows: Rows | undefined;
  list: ShownList<Activity>;
  /** The rows stand still: older ones would not join them. */
  isPaused: boolean;
  isFiltered: boolean;
  operations: Record<string, Operation>;
  onOpen: (id: string) => void;
  onClear: () => void;
}

/** The requests that a filter finds. */
export function ActivityResults(props: ActivityResultsProps) {
  const { rows, list, isPaused, isFiltered, operations, onOpen, onClear } = props;
  if (!rows)
    return (
      <Unread status={list.status}>
        <TableSkeleton />
      </Unread>
    );
  if (rows.length === 0 && isFiltered) {
    return (
      <EmptyState
        icon={SearchX}
        title={t`No matching requests`}
        action={
          <Button onClick={onClear}>
            <Trans>Clear filters</Trans>
          </Button>
        }
      >
        <Trans>No request matches these filters.</Trans>
      </EmptyState>
    );
  }
  if (rows.length === 0) {
    return (
      <EmptyState icon={Radio} title={t`No requests yet`}>
        <Trans>The first request shows here as soon as it is made.</Trans>
      </EmptyState>
    );
  }
  return (
    <>
      <ActivityTable rows={rows} windowEnd={list.windowEnd} operations={operations} onOpen={onOpen} />
      {!isPaused && <LoadOlder list={list} />}
      {list.unreadable > 0 && (
        <p className="mt-3 text-ink-3 text-xs">
          <Trans>{list.unreadable} could not be read and are left out.</Trans>
        </p>
      )}
    </>
  );
}

function TableSkeleton() {
  return (
    <div role="status" aria-label={t`Loading requests`} className="space-y-2">
      {['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => (
        <Skeleton key={key} className="h-14 rounded-xl" />
      ))}
    </div>
  );
}
