import type { LedgerEntry, Operation } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useEffect } from 'react';
import type { ListItem } from '#kit/lists/joined-list.ts';
import { classNames } from '../../../components/ui/class-names.ts';
import type { BalanceAfter } from '../../../lib/ledger/running-balance.ts';
import { useVisibleRows } from '../../../lib/page/use-visible-rows.ts';
import { columns, LedgerRow } from './ledger-row.tsx';

interface LedgerTableProps {
  rows: readonly ListItem<LedgerEntry>[];
  /** The balance after each; null: rows are missing, so that it would not follow from the row below. */
  balances: ReadonlyMap<string, BalanceAfter> | null;
  operations: Readonly<Record<string, Operation>>;
  onOpen: (id: string) => void;
  /** Loads older ones as the last row comes near. */
  onEnd: (() => void) | undefined;
}

const rowHeight = 60;
/** Older rows are loaded when so many are left below the ones in sight. */
const rowsAhead = 20;

/** Movements, newest first. Only rows in sight are in the document, however many there are. */
export function LedgerTable({ rows, balances, operations, onOpen, onEnd }: LedgerTableProps) {
  const {
    bodyRef,
    bodyHeight,
    rows: shown,
    measureRow,
  } = useVisibleRows<HTMLTableSectionElement>({
    count: rows.length,
    keyOf: (index) => rows[index]?.id,
    rowHeight,
  });
  const isNearEnd = (shown.at(-1)?.index ?? 0) >= rows.length - rowsAhead;
  useEffect(() => {
    if (isNearEnd) onEnd?.();
  }, [isNearEnd, onEnd]);
  return (
    <table
      aria-label={t`Credit movements, newest first`}
      aria-rowcount={rows.length + 1}
      className="block overflow-hidden rounded-2xl border border-line bg-surface text-[0.8125rem]"
    >
      <thead className="block">
        <tr className={classNames(columns, 'border-line border-b px-4 py-2.5 text-ink-3 text-xs')}>
          <th scope="col" className="text-start font-medium">{t`Movement`}</th>
          <th scope="col" className="text-start font-medium max-sm:hidden">{t`Time`}</th>
          <th scope="col" className="text-end font-medium">{t`Credits`}</th>
          <th scope="col" className={classNames('text-end font-medium', !balances && 'invisible')}>
            {t`Balance`}
          </th>
        </tr>
      </thead>
      <tbody ref={bodyRef} className="relative block" style={{ height: bodyHeight }}>
        {shown.map(({ index, key, topPx }) => {
          const item = rows[index];
          return (
            item && (
              <LedgerRow
                key={key}
                index={index}
                topPx={topPx}
                item={item}
                balance={balances ? (balances.get(item.id) ?? 'loading') : null}
                operations={operations}
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
