import type { Activity } from '@firemeter/functions/contract';
import { Pause, Play, Radio, SearchX } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LiveMark } from '../../components/live-mark.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { allActivitiesShown, allActivitiesSource } from '../../lib/live-sources.ts';
import type { LiveItem } from '../../lib/live-store.ts';
import { useCatalog } from '../../lib/use-catalog.ts';
import { useLive } from '../../lib/use-live.ts';
import { ActivityChart } from './activity-chart.tsx';
import { ActivitySheet } from './activity-sheet.tsx';
import { ActivityTable } from './activity-table.tsx';
import { type Filter, matchesFilter, noFilter } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { LiveStats } from './live-stats.tsx';

type Rows = readonly LiveItem<Activity>[];

/** Everyone's requests as they happen. */
export function LivePage() {
  const { status, items, unreadable } = useLive(allActivitiesSource);
  const { published } = useCatalog();
  const [frozen, setFrozen] = useState<Rows>();
  const [filter, setFilter] = useState<Filter>(noFilter);
  const [openId, setOpenId] = useState<string>();

  const rows = frozen ?? items;
  const matching = useMemo(() => rows?.filter(({ value }) => matchesFilter(value, filter)), [rows, filter]);
  const operations = published?.catalog.operations ?? {};
  const behind = frozen && items ? newerThan(items, frozen) : 0;
  const open = items?.find(({ id }) => id === openId) ?? frozen?.find(({ id }) => id === openId);

  return (
    <div className="mx-auto w-full max-w-[110rem]">
      <PageHeader
        title="Live AI"
        aside={
          <>
            <LiveMark status={status} paused={frozen !== undefined} />
            <Button size="small" disabled={!items} onClick={() => setFrozen(frozen ? undefined : items)}>
              {frozen ? (
                <Play aria-hidden="true" className="size-4" />
              ) : (
                <Pause aria-hidden="true" className="size-4" />
              )}
              {frozen ? `Resume${behind > 0 ? ` · ${behind} new` : ''}` : 'Pause'}
            </Button>
          </>
        }
      >
        Every request of everyone, the moment it happens.
      </PageHeader>
      <div className="grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
        <LiveStats rows={rows} />
        <ActivityChart rows={rows} />
      </div>
      <FilterBar filter={filter} onFilter={setFilter} operations={operations} shown={matching?.length} />
      {!matching ? (
        <TableSkeleton />
      ) : rows?.length === 0 ? (
        <EmptyState icon={Radio} title="Quiet so far">
          The first request shows here by itself, no refresh needed.
        </EmptyState>
      ) : matching.length === 0 ? (
        <EmptyState
          icon={SearchX}
          title="Nothing matches"
          action={<Button onClick={() => setFilter(noFilter)}>Clear filters</Button>}
        >
          None of the listed requests fits these filters.
        </EmptyState>
      ) : (
        <ActivityTable rows={matching} operations={operations} onOpen={setOpenId} />
      )}
      <p className="mt-3 text-ink-3 text-xs">
        The latest {allActivitiesShown} requests.
        {unreadable > 0 && ` ${unreadable} could not be read and are left out.`}
      </p>
      <ActivitySheet item={open} operations={operations} onClose={() => setOpenId(undefined)} />
    </div>
  );
}

function newerThan(items: Rows, frozen: Rows): number {
  const known = new Set(frozen.map(({ id }) => id));
  return items.filter(({ id }) => !known.has(id)).length;
}

function TableSkeleton() {
  return (
    <div role="status" aria-label="Loading requests" className="space-y-2">
      {['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => (
        <Skeleton key={key} className="h-14 rounded-xl" />
      ))}
    </div>
  );
}
