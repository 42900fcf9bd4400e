import { type Activity, type Operation, SECOND_MS } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import type { ListItem } from '#kit/lists/joined-list.ts';
import type { Position } from '#kit/lists/position.ts';
import { classNames } from '../../components/ui/class-names.ts';
import { useVisibleRows } from '../../lib/page/use-visible-rows.ts';
import { ActivityRow, columns } from './activity-row.tsx';

interface ActivityTableProps {
  rows: readonly ListItem<Activity>[];
  windowEnd: Position | null;
  operations: Record<string, Operation>;
  onOpen: (id: string) => void;
}

const rowHeight = 57;

/**
 * Shows requests as a table where the window has room for one, and as cards in a narrower one. It depends on the width of the
 * window and not on its own: queries of a container lay each new row out twice. Only rows in sight are rendered, and each is
 * laid out by itself: a new one moves the others without laying them out again.
 */
export function ActivityTable({ rows, windowEnd, operations, onOpen }: ActivityTableProps) {
  // Older rows that a filter lets back in are not news.
  const [newestMs] = useState(() => rows[0]?.value.createdAt ?? 0);
  const isStill = isBusy(rows);
  const {
    bodyRef,
    bodyHeight,
    rows: visible,
    measureRow,
  } = useVisibleRows<HTMLTableSectionElement>({
    count: rows.length,
    keyOf: (index) => rows[index]?.id,
    rowHeight,
  });
  return (
    <table
      aria-label={t`Requests, newest first`}
      aria-rowcount={rows.length + 1}
      className={classNames(
        'block overflow-hidden rounded-2xl border border-line bg-surface text-start text-[0.8125rem]',
        isStill && 'is-still',
      )}
    >
      <thead className="block">
        <tr
          className={classNames(
            columns,
            'hidden border-line border-b text-ink-3 text-xs *:px-3 *:py-2.5 *:font-medium *:first:ps-4 *:last:pe-4',
          )}
        >
          {headings.map((heading) => (
            <th key={heading} scope="col" className="last:text-end">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={bodyRef} className="relative block" style={{ height: bodyHeight }}>
        {visible.map(({ index, key, topPx }) => {
          const item = rows[index];
          return (
            item && (
              <ActivityRow
                key={key}
                index={index}
                topPx={topPx}
                item={item}
                windowEnd={windowEnd}
                operation={operations[item.value.operation]}
                fresh={!isStill && item.value.createdAt > newestMs}
                onOpen={onOpen}
                onSize={measureRow}
              />
            )
          );
        })}
      </tbody>
    </table>
  );
}

const headings = [t`Who`, t`Request`, t`Credits`, t`Status`, t`From`, t`Time`];

/** So many rows in a second are told by their moving alone: an animation in each would hold the page up. */
const rowsAnimated = 5;

/** Returns whether rows come in so fast that nothing beside them should move. */
export function isBusy(rows: readonly ListItem<Activity>[]): boolean {
  const [first, last] = [rows[0], rows[rowsAnimated]];
  return Boolean(first && last && first.value.createdAt - last.value.createdAt < SECOND_MS);
}
