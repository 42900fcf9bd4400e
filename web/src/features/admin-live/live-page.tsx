import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Pause, Play } from 'lucide-react';
import { memo, useCallback, useMemo, useState } from 'react';
import { useList } from '#kit/hooks/use-list.ts';
import { Unread } from '../../components/controls/unread.tsx';
import { LiveMark } from '../../components/layout/live-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ActivitySheet } from '../../components/work/activity-sheet.tsx';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { useUrlState } from '../../lib/page/use-url-state.ts';
import { activityList } from '../../lib/service/sources/list-sources.ts';
import { ActivityChart } from './activity-chart.tsx';
import { ActivityResults, type Rows } from './activity-results.tsx';
import { isBusy } from './activity-table.tsx';
import { FilterBar } from './filter-bar.tsx';
import {
  type LiveFilter,
  liveSearch,
  liveWindow,
  matchesRest,
  noFilter,
  queryOf,
  rangeOf,
} from './live-filter.ts';
import { LiveStats } from './live-stats.tsx';
import { RejectionResults } from './rejection-results.tsx';
import { useLiveFigures } from './use-live-figures.ts';
import { useWhom } from './use-whom.ts';

/** Every request of everyone, live. */
export function LivePage() {
  const [{ request, ...search }, setSearch] = useUrlState(liveSearch);
  const { view, operation, model, text, since, fromDay, untilDay } = search;
  const filter = useMemo(
    (): LiveFilter => ({ view, operation, model, text, since, fromDay, untilDay }),
    [view, operation, model, text, since, fromDay, untilDay],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a span reaches back from when it was chosen
  const openedAtMs = useMemo(() => Date.now(), [since]);
  const [frozen, setFrozen] = useState<Rows>();
  const whom = useWhom(filter.text);
  const isListed = filter.view !== 'rejected' && whom !== undefined && whom?.length !== 0;
  const list = useList(
    isListed ? activityList(queryOf(filter, { uids: whom, openedAtMs }), liveWindow) : null,
  );
  const { published } = useCatalog();
  const operations = published?.catalog.operations ?? noOperations;
  const listed = useMemo(
    () => list.items?.filter(({ value }) => matchesRest(filter, value, openedAtMs)),
    [list.items, filter, openedAtMs],
  );
  const items = whom?.length === 0 ? [] : listed;
  const rows = frozen ?? items;
  const isStill = rows !== undefined && isBusy(rows);
  const behind = frozen && items ? newerThan(items, frozen) : 0;
  const change = useCallback(
    (next: LiveFilter) => {
      setFrozen(undefined);
      setSearch(next);
    },
    [setSearch],
  );
  const onClose = useCallback(() => setSearch({ request: '' }), [setSearch]);
  const onOpen = useCallback((id: string) => setSearch({ request: id }, { push: true }), [setSearch]);
  return (
    <div className="mx-auto w-full max-w-[110rem]">
      <PageHeader
        title={t`Live AI`}
        aside={
          <>
            <LiveMark
              status={isListed ? list.status : 'live'}
              paused={frozen !== undefined}
              isStill={isStill}
              delay={list.delay}
            />
            <Button size="small" disabled={!items} onClick={() => setFrozen(frozen ? undefined : items)}>
              {frozen ? (
                <Play aria-hidden="true" className="size-4" />
              ) : (
                <Pause aria-hidden="true" className="size-4" />
              )}
              {!frozen ? t`Pause` : behind > 0 ? t`Resume · ${behind} new` : t`Resume`}
            </Button>
          </>
        }
      >
        <Trans>Every request, live.</Trans>
      </PageHeader>
      <HalfHour isStill={isStill} />
      <Filters filter={filter} onFilter={change} operations={operations} />
      {filter.view === 'rejected' ? (
        <RejectionResults operations={operations} range={rangeOf(filter, openedAtMs)} />
      ) : (
        <ActivityResults
          rows={rows}
          list={list}
          isPaused={frozen !== undefined}
          isFiltered={!isSame(filter, noFilter)}
          operations={operations}
          onOpen={onOpen}
          onClear={() => change(noFilter)}
        />
      )}
      <Sheet
        activityId={request || undefined}
        row={rows?.find(({ id }) => id === request)}
        operations={operations}
        onClose={onClose}
      />
    </div>
  );
}

const noOperations = {};

// The list changes many times a second, and these don't change with it.
const Filters = memo(FilterBar);
const Sheet = memo(ActivitySheet);

/** The figures of the last half hour. */
const HalfHour = memo(({ isStill }: { isStill: boolean }) => {
  const { figures, isError } = useLiveFigures();
  if (!figures && isError) return <Unread status="error">{null}</Unread>;
  return (
    <div className="grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
      <LiveStats figures={figures} isStill={isStill} />
      <ActivityChart bars={figures?.bars} />
    </div>
  );
});

function isSame(one: LiveFilter, other: LiveFilter): boolean {
  return (Object.keys(one) as (keyof LiveFilter)[]).every((name) => one[name] === other[name]);
}

function newerThan(items: Rows, frozen: Rows): number {
  const known = new Set(frozen.map(({ id }) => id));
  const last = items.findIndex(({ id }) => known.has(id));
  return last === -1 ? items.length : last;
}
