import { type Activity, type Operation, SECOND_MS } from '@firemeter/functions/contract';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import type { ListItem } from '../../lib/lists/joined-list.ts';
import type { Position } from '../../lib/lists/position.ts';
import { ActivityRow } from './activity-row.tsx';

interface ActivityTableProps {
  rows: readonly ListItem<Activity>[];
  windowEnd: Position | null;
  operations: Record<string, Operation>;
  onOpen: (id: string) => void;
}

const rowHeight = 57;

/** A table where there is room for one; elsewhere each row folds into a card. Only rows in sight are there. */
export function ActivityTable({ rows, windowEnd, operations, onOpen }: ActivityTableProps) {
  const isFresh = useIsFresh(rows);
  const ref = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const { top: fromTop = 0 } = ref.current?.getBoundingClientRect() ?? {};
    setTop(fromTop + window.scrollY);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
    scrollMargin: top,
    useFlushSync: false,
  });
  const shown = virtualizer.getVirtualItems();
  const above = (shown[0]?.start ?? top) - top;
  const below = virtualizer.getTotalSize() - ((shown.at(-1)?.end ?? top) - top);
  return (
    <div className="@container overflow-hidden rounded-2xl border border-line bg-surface">
      <table
        className="w-full table-fixed border-collapse text-left text-[0.8125rem]"
        aria-rowcount={rows.length + 1}
      >
        <caption className="sr-only">Requests, newest first</caption>
        <thead className="hidden @4xl:table-header-group">
          <tr className="border-b text-ink-3 text-xs [&_th]:px-3 [&_th]:py-2.5 [&_th]:font-medium [&_th]:first:pl-4 [&_th]:last:pr-4">
            <th scope="col" className="w-[21%]">
              Who
            </th>
            <th scope="col">Request</th>
            <th scope="col" className="w-64">
              Credits
            </th>
            <th scope="col" className="w-32">
              Status
            </th>
            <th scope="col" className="w-36">
              From
            </th>
            <th scope="col" className="w-28 text-right">
              Time
            </th>
          </tr>
        </thead>
        <tbody ref={ref} className="divide-y divide-line">
          <Space height={above} />
          {shown.map(({ index, key }) => {
            const item = rows[index];
            return (
              item && (
                <ActivityRow
                  key={key}
                  index={index}
                  item={item}
                  windowEnd={windowEnd}
                  operation={operations[item.value.operation]}
                  fresh={isFresh(item.value.createdAt)}
                  onOpen={onOpen}
                  onSize={virtualizer.measureElement}
                />
              )
            );
          })}
          <Space height={below} />
        </tbody>
      </table>
    </div>
  );
}

/** Stands for rows that are out of sight. */
function Space({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr className="@max-4xl:block">
      <td colSpan={6} className="@max-4xl:block" style={{ height, padding: 0 }} />
    </tr>
  );
}

/** So many rows in a second are told by their moving alone: an animation of each would hold the page up. */
const rowsAnimated = 5;

/** Rows that came after the list was first shown. Older ones that a filter lets back in are not news. */
function useIsFresh(rows: readonly ListItem<Activity>[]): (createdAtMs: number) => boolean {
  const [newestMs] = useState(() => rows[0]?.value.createdAt ?? 0);
  const [first, last] = [rows[0], rows[rowsAnimated]];
  const isBusy = first && last && first.value.createdAt - last.value.createdAt < SECOND_MS;
  return (createdAtMs) => !isBusy && createdAtMs > newestMs;
}
