import { type Activity, isOpen } from '@firemeter/functions/contract';
import { History, SearchX } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LiveMark } from '../../components/live-mark.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Select } from '../../components/select.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { dayText, startOfDayMs } from '../../lib/format.ts';
import type { LiveItem } from '../../lib/live-store.ts';
import { useCatalog } from '../../lib/use-catalog.ts';
import { useNow } from '../../lib/use-now.ts';
import { useOwnActivities } from '../../lib/use-own-activities.ts';
import { CreditSummary } from './credit-summary.tsx';
import { HistoryRow } from './history-row.tsx';
import { useOlderActivities } from './use-older-activities.ts';

const shows = [
  { value: 'all', label: 'All' },
  { value: 'held', label: 'Running' },
  { value: 'spent', label: 'Completed' },
  { value: 'returned', label: 'Returned' },
] as const;
type Show = (typeof shows)[number]['value'];

export function HistoryPage() {
  const { status, items } = useOwnActivities();
  const { published } = useCatalog();
  const older = useOlderActivities(items);
  const [show, setShow] = useState<Show>('all');
  const [operation, setOperation] = useState('all');
  const nowMs = useNow({ everyMs: 60_000 });

  const all = useMemo(() => [...(items ?? []), ...older.items], [items, older.items]);
  const operations = published?.catalog.operations ?? {};
  const options = [
    { value: 'all', label: 'Every operation' },
    ...Object.entries(operations).map(([value, { label }]) => ({ value, label })),
  ];
  const matching = all.filter(
    ({ value }) => matches(value, show) && (operation === 'all' || value.operation === operation),
  );

  return (
    <div className="mx-auto w-full max-w-5xl">
      <PageHeader title="History" aside={<LiveMark status={status} />}>
        Every request you made, and what became of its credits.
      </PageHeader>
      <CreditSummary activities={matching.map(({ value }) => value)} loading={!items} />
      <div className="my-5 flex flex-wrap items-center justify-between gap-3">
        <Segmented
          label="Show"
          value={show}
          options={shows}
          onChange={setShow}
          className="max-w-full overflow-x-auto"
        />
        <Select label="Operation" value={operation} options={options} onChange={setOperation} />
      </div>
      {!items ? (
        <HistorySkeleton />
      ) : all.length === 0 ? (
        <EmptyState icon={History} title="Nothing here yet">
          What you make in the studio shows here the moment it starts.
        </EmptyState>
      ) : matching.length === 0 ? (
        <EmptyState icon={SearchX} title="Nothing matches">
          None of the listed requests fits these filters.
        </EmptyState>
      ) : (
        <Days items={matching} nowMs={nowMs} labels={operations} />
      )}
      {older.hasMore && (
        <div className="mt-6 text-center">
          <Button busy={older.loading} onClick={older.load}>
            Load older
          </Button>
        </div>
      )}
    </div>
  );
}

function matches(activity: Activity, show: Show): boolean {
  switch (show) {
    case 'all':
      return true;
    case 'held':
      return isOpen(activity);
    case 'spent':
      return activity.status === 'completed';
    case 'returned':
      return !isOpen(activity) && activity.capturedMicros < activity.heldMicros;
  }
}

type Operations = NonNullable<ReturnType<typeof useCatalog>['published']>['catalog']['operations'];

function Days({
  items,
  nowMs,
  labels,
}: {
  items: readonly LiveItem<Activity>[];
  nowMs: number;
  labels: Operations;
}) {
  const days = Map.groupBy(items, ({ value }) => startOfDayMs(value.createdAt));
  return [...days].map(([dayMs, ofDay]) => (
    <section key={dayMs} aria-label={dayText(dayMs, nowMs)} className="mb-6">
      <h2 className="mb-2 px-1 font-medium text-ink-2 text-xs">{dayText(dayMs, nowMs)}</h2>
      <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
        {ofDay.map(({ id, value }) => (
          <HistoryRow
            key={id}
            id={id}
            activity={value}
            kind={labels[value.operation]?.kind}
            modelLabel={labels[value.operation]?.models[value.model]?.label ?? value.model}
          />
        ))}
      </ul>
    </section>
  ));
}

function HistorySkeleton() {
  return (
    <div role="status" aria-label="Loading your history" className="space-y-2">
      {['a', 'b', 'c', 'd', 'e'].map((key) => (
        <Skeleton key={key} className="h-16 rounded-xl" />
      ))}
    </div>
  );
}
