import type { Activity, Operation } from '@firemeter/functions/contract';
import { useNow } from '#kit/hooks/use-now.ts';
import type { ListItem } from '#kit/lists/joined-list.ts';
import type { Position } from '#kit/lists/position.ts';
import { dayText, startOfDayMs } from '../../../lib/texts/format.ts';
import { HistoryRow } from './history-row.tsx';

interface HistoryDaysProps {
  items: readonly ListItem<Activity>[];
  windowEnd: Position | null;
  operations: Record<string, Operation>;
  /** Empty: none. */
  openId: string;
  onOpen: (id: string) => void;
}

/** Requests by the day they were made on. */
export function HistoryDays({ items, windowEnd, operations, openId, onOpen }: HistoryDaysProps) {
  const nowMs = useNow({ everyMs: 60_000 });
  const days = Map.groupBy(items, ({ value }) => startOfDayMs(value.createdAt));
  return [...days].map(([dayMs, ofDay]) => (
    <section key={dayMs} aria-label={dayText(dayMs, nowMs)} className="mb-6">
      <h2 className="mb-2 px-1 font-medium text-ink-2 text-xs">{dayText(dayMs, nowMs)}</h2>
      <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
        {ofDay.map((item) => (
          <HistoryRow
            key={item.id}
            item={item}
            windowEnd={windowEnd}
            operation={operations[item.value.operation]}
            open={item.id === openId}
            onOpen={onOpen}
          />
        ))}
      </ul>
    </section>
  ));
}
