import type { Activity, Operation } from '@firemeter/functions/contract';
import { useState } from 'react';
import type { LiveItem } from '../../lib/live-store.ts';
import { ActivityRow } from './activity-row.tsx';

interface ActivityTableProps {
  rows: readonly LiveItem<Activity>[];
  operations: Record<string, Operation>;
  onOpen: (id: string) => void;
}

/** A table where there is room for one; elsewhere each row folds into a card. */
export function ActivityTable({ rows, operations, onOpen }: ActivityTableProps) {
  const isFresh = useIsFresh(rows);
  return (
    <div className="@container overflow-hidden rounded-2xl border border-line bg-surface">
      <table className="w-full table-fixed border-collapse text-left text-[0.8125rem]">
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
        <tbody className="divide-y divide-line">
          {rows.map(({ id, value }) => (
            <ActivityRow
              key={id}
              id={id}
              activity={value}
              operation={operations[value.operation]}
              fresh={isFresh(value.createdAt)}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Rows that came after the list was first shown. Older ones that a filter lets back in are not news. */
function useIsFresh(rows: readonly LiveItem<Activity>[]): (createdAtMs: number) => boolean {
  const [newestMs] = useState(() => Math.max(0, ...rows.map(({ value }) => value.createdAt)));
  return (createdAtMs) => createdAtMs > newestMs;
}
