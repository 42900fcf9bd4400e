import type { LedgerEntry, Operation } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { memo } from 'react';
import type { ListItem } from '#kit/lists/joined-list.ts';
import { RowButton } from '../../../components/layout/row-button.tsx';
import { classNames } from '../../../components/ui/class-names.ts';
import {
  movementIcon,
  movementNote,
  movementTitle,
  signedCredits,
} from '../../../lib/ledger/movement-texts.ts';
import type { BalanceAfter } from '../../../lib/ledger/running-balance.ts';
import { exactCredits, momentText } from '../../../lib/texts/format.ts';

export const columns =
  'grid grid-cols-[minmax(0,1fr)_auto_5.5rem] items-center gap-x-3 sm:grid-cols-[minmax(0,1fr)_10rem_8rem_8.5rem] sm:gap-x-4';

interface LedgerRowProps {
  index: number;
  /** From the top of the list. */
  topPx: number;
  item: ListItem<LedgerEntry>;
  balance: BalanceAfter | 'loading' | null;
  operations: Readonly<Record<string, Operation>>;
  onOpen: (id: string) => void;
  onSize: (row: HTMLTableRowElement | null) => void;
}

export const LedgerRow = memo(
  ({ index, topPx, item, balance, operations, onOpen, onSize }: LedgerRowProps) => {
    const { id, value: entry } = item;
    const Icon = movementIcon(entry);
    const title = movementTitle(entry, operations);
    const note = movementNote(entry, operations);
    return (
      <tr
        ref={onSize}
        data-index={index}
        aria-rowindex={index + 2}
        style={{ transform: `translateY(${topPx}px)` }}
        className={classNames(
          columns,
          'contain-layout contain-style absolute inset-x-0 top-0 border-line border-b px-4 py-2.5 hover:bg-raised/60',
        )}
      >
        <td className="flex min-w-0 items-center gap-3">
          <span className="grid size-9 shrink-0 place-items-center rounded-xl bg-raised text-ink-2 max-sm:hidden">
            <Icon aria-hidden="true" className="size-4.5" />
          </span>
          <span className="min-w-0">
            <RowButton aria-label={t`Details: ${title}`} onClick={() => onOpen(id)}>
              <span className="block truncate font-medium">{title}</span>
            </RowButton>
            <span className="nums block truncate text-ink-3 text-xs sm:hidden">
              {momentText(entry.createdAt, Date.now())}
            </span>
            {note && <span className="block truncate text-ink-3 text-xs">{note}</span>}
          </span>
        </td>
        <td className="nums truncate text-ink-2 text-xs max-sm:hidden">
          {momentText(entry.createdAt, Date.now())}
        </td>
        <td className="text-end">
          <span className={classNames('nums font-semibold', entry.totalMicros > 0 && 'text-ok')}>
            {signedCredits(entry.totalMicros)}
          </span>
        </td>
        <td className="nums min-w-0 text-end text-ink-2">
          {balance === 'loading' ? (
            <span className="text-ink-3">…</span>
          ) : (
            balance && (
              <>
                <span className="block truncate">{exactCredits(balance.balanceMicros)}</span>
                {balance.debtMicros > 0 && (
                  <span className="block truncate text-bad text-xs">
                    <Trans>{exactCredits(balance.debtMicros)} owed</Trans>
                  </span>
                )}
              </>
            )
          )}
        </td>
      </tr>
    );
  },
);
